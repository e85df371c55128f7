using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace StatsWeb.Operations;

internal static class OperationsExtensions
{
    private const string Path = "/operations";

    public static void AddOperations(this WebApplicationBuilder builder)
    {
        builder.AddSettings<OperationsOptions>(OperationsOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<OperationsOptions>, PublishedPasswordCheck>();
        builder.Services.AddHttpClient<PrometheusClient>(http => http.Timeout = TimeSpan.FromSeconds(2)).RemoveAllLoggers();
    }

    /// <summary>Asks for the password of <c>/operations</c>.</summary>
    public static void UseOperationsPassword(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments(Path))
            return next(context);
        var options = context.RequestServices.GetRequiredService<IOptions<OperationsOptions>>().Value;
        if (!options.IsOn || options.BehindProxy || IsRight(context.Request.Headers.Authorization, options.Password!))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"Stats operations\", charset=\"UTF-8\"";
        return Task.CompletedTask;
    });

    // The time of the comparison tells nothing about the password.
    private static bool IsRight(string? header, string password)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var given)
            || !string.Equals(given.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
            return false;
        var bytes = new byte[given.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(given.Parameter ?? "", bytes, out var length))
            return false;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var asked = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return CryptographicOperations.FixedTimeEquals(Hash(asked), Hash(password));
    }

    private static byte[] Hash(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password));
}
