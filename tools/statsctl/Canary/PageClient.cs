using System.Net;

namespace Statsctl.Canary;

/// <summary>Reads pages as any client of the API does: without <c>minVersion</c>, which would hide violations.</summary>
internal sealed class PageClient(HttpClient http)
{
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<PageAnswer> ReadAsync(TaggedPage page, CancellationToken ct)
    {
        try
        {
            using var response = await http.GetAsync(page.Path, ct);
            // Every announced scope has a page, so a missing page counts as version 0.
            if (response.StatusCode == HttpStatusCode.NotFound)
                return new PageAnswer(0, Cached: false);
            if (!response.IsSuccessStatusCode)
                return Unreadable($"{(int)response.StatusCode}");
            using var body = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
            var meta = body.RootElement.GetProperty("meta");
            if (meta.GetProperty("scope").GetString() is var scope && scope != page.Scope)
                return Unreadable("another scope");
            var bypassed = response.Headers.TryGetValues("Cache-Status", out var status) && status.Any(value => value.Contains("fwd=bypass", StringComparison.Ordinal));
            return new PageAnswer(meta.GetProperty("version").GetInt64(), meta.GetProperty("cached").GetBoolean(), bypassed);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Unreadable("no answer");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Unreadable("timeout");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return Unreadable("no page");
        }
    }

    private static PageAnswer Unreadable(string why) => new(0, Cached: false, Problem: why);
}
