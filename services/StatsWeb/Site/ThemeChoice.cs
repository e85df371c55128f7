namespace StatsWeb.Site;

/// <summary>The visitor's choice of colours, in a cookie. Without a choice, the browser's preference counts.</summary>
internal static class ThemeChoice
{
    private const string Cookie = "theme";

    /// <summary>The choices: id, name, and the outline of a sign.</summary>
    public static IReadOnlyList<(string Id, string Name, string Path)> All { get; } =
    [
        ("light", "Light colours",
            "M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM7.3 0h1.4v2.6H7.3Zm0 13.4h1.4V16H7.3ZM0 7.3h2.6v1.4H0Zm13.4 0H16v1.4h-2.6Z"
            + "M1.9 2.9l1-1 1.8 1.8-1 1Zm9.4 9.4 1-1 1.8 1.8-1 1ZM2.9 14.1l-1-1 1.8-1.8 1 1Zm9.4-9.4-1-1 1.8-1.8 1 1Z"),
        ("dark", "Dark colours", "M13.9 10.6A6.5 6.5 0 0 1 5.4 2.1 6.5 6.5 0 1 0 13.9 10.6Z"),
        ("auto", "Colours of your system", "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.6v10.8A5.4 5.4 0 0 1 8 2.6Z"),
    ];

    /// <summary><c>light</c> or <c>dark</c>; null to follow the browser.</summary>
    public static string? Of(HttpContext context) =>
        context.Request.Cookies[Cookie] switch { "light" => "light", "dark" => "dark", _ => null };

    /// <summary>Sets the choice and returns to the page.</summary>
    public static void MapTheme(this WebApplication app) => app.MapGet("/theme", (HttpContext context, string? to, string? back) =>
    {
        var options = new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true };
        if (to is "light" or "dark")
            context.Response.Cookies.Append(Cookie, to, options);
        else
            context.Response.Cookies.Delete(Cookie);
        context.Response.Headers.CacheControl = "no-store";
        return Results.LocalRedirect(IsLocal(back) ? back! : "/");
    });

    // A path of this site: one slash, and no backslash, which browsers read as a slash. A header holds visible ASCII.
    private static bool IsLocal(string? back) =>
        back is ['/', ..]
        && !back.StartsWith("//", StringComparison.Ordinal)
        && back.All(letter => letter is > ' ' and <= '~' and not '\\');
}
