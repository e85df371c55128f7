using Bench.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bench.Web;

/// <summary>
/// The baseline of a page: a Kestrel endpoint that sends the same bytes from memory. It runs in a process of its own, as StatsWeb does.
/// </summary>
internal static class BarePages
{
    /// <summary>The encoding of the bytes, as browsers get them.</summary>
    public const string Encoding = "br";

    private const string Name = "bare";

    /// <summary>Builds the command that runs it until it is stopped.</summary>
    public static Command Create()
    {
        var folder = new Option<string>("--folder") { Required = true };
        var port = new Option<int>("--port") { Required = true };
        var command = new Command(Name, "The endpoint that `bench web` compares with.") { folder, port };
        command.Hidden = true;
        command.SetAction(async (parsed, _) =>
        {
            var app = BareEndpoint.Build(parsed.GetValue(port));
            foreach (var file in Directory.GetFiles(parsed.GetValue(folder)!))
            {
                var body = File.ReadAllBytes(file);
                app.MapGet($"/{Path.GetFileName(file)}", async (HttpContext context) =>
                {
                    context.Response.ContentType = "text/html; charset=utf-8";
                    context.Response.Headers.ContentEncoding = Encoding;
                    context.Response.ContentLength = body.Length;
                    await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
                });
            }
            await app.RunAsync();
            return 0;
        });
        return command;
    }

    /// <param name="servers">Their disposal ends it.</param>
    /// <param name="folder">The files that it sends, each at its name.</param>
    /// <exception cref="LauncherException">It ended.</exception>
    public static Task<Uri> StartAsync(Servers servers, string folder, FreePorts ports, CancellationToken ct) =>
        BareEndpoint.StartAsync(servers, ["web", Name, "--folder", folder], ports, ct);
}
