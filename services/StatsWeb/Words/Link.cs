using System.Text;

namespace StatsWeb.Words;

/// <summary>Addresses of pages. Every state of a page has one.</summary>
internal static class Link
{
    public static string Model(string id) => $"/models/{Uri.EscapeDataString(id)}";

    public static string Match(string id) => $"/matches/{Uri.EscapeDataString(id)}";

    public static string Club(string id) => $"/clubs/{Uri.EscapeDataString(id)}";

    public static string Competition(string id) => $"/competitions/{Uri.EscapeDataString(id)}";

    /// <summary>The address of the request on this site: a path such as <c>//example.com</c> would lead to another one.</summary>
    public static string Here(HttpRequest request) => "/" + (request.Path + request.QueryString).TrimStart('/');

    /// <summary>A path with those parameters that have a value.</summary>
    public static string With(string path, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var address = new StringBuilder(path);
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var (name, value) in parameters.Where(parameter => !string.IsNullOrEmpty(parameter.Value)))
        {
            address.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value!));
            separator = '&';
        }
        return address.ToString();
    }
}
