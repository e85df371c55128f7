using System.Net.Http.Headers;
using System.Text;

namespace Stats.IntegrationTests.Api;

/// <summary>Random requests, from almost valid to nonsense. The same seed gives the same request.</summary>
internal sealed class Fuzz(int seed)
{
    // No space, line break or '#': a request line cannot contain them in its address.
    private const string Letters = "abcXYZ019-._~!$'()*+,;=:@/?&[]{}|^`<>\"\\";

    private static readonly string[] Methods = ["POST", "POST", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"];
    private static readonly string[] Encoded =
    [
        "%00", "%zz", "%", "%2", "%2F", "%FF", "%C3%B6", "%E2%80%AE", "%F0%9F%98%80", "%ED%A0%80", "%25", "%0D%0A", "%20", "+",
    ];
    private static readonly string[] Values =
    [
        "0", "-1", "null", "true", "99999999999", "2020-05-10", "9999-12-31", "0001-01-01", "1e9", "NaN", "' or 1=1--", "{stats}:fence",
        "../..",
    ];
    private static readonly string[] Bodies =
    [
        "{\"homeGoals\":1,\"awayGoals\":2}", "{\"homeGoals\":1}", "{\"homeGoals\":\"\\ud800\",\"awayGoals\":2}",
        "{\"homeGoals\":-1,\"awayGoals\":1e400}",
        "[]", "null", "\"", "{\"\":{}}",
        "", "{\"homeGoals\":1,\"homeGoals\":1}", "\0\0", new string('[', 900), new string(' ', 3_000),
    ];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("Accept", ["*/*", "text/html", "application/json;q=0", "nonsense", ";;,"]),
        ("Accept-Encoding", ["gzip", "br;q=1.0, *;q=0", "identity;q=0", ",,"]),
        ("If-None-Match", ["*", "W/\"x\"", "\"", "W/", "\"a\", \"b\", c"]),
        ("Range", ["bytes=0-1", "bytes=-", "lines=1"]),
        ("Authorization", ["Bearer", "Bearer x", "Basic eDp4", "nonsense", "Bearer a b c"]),
        ("Origin", ["null", "http://localhost", "::"]),
        ("Expect", ["100-continue"]),
        ("traceparent", ["00-0-0-0", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "x"]),
        ("Content-Type", ["text/plain", "application/json; charset=utf-16", "application/x", "/"]),
    ];

    private readonly Random _random = new(seed);

    /// <param name="address">Builds an address from the part after <c>/api/stats/</c>.</param>
    public HttpRequestMessage Next(Func<string, Uri> address)
    {
        var method = OneIn(6) ? new HttpMethod(Pick(Methods)) : HttpMethod.Get;
        var whatIf = method == HttpMethod.Post && !OneIn(4);
        var path = whatIf ? $"matches/{(OneIn(3) ? Junk(12) : Pick("m00", "m01", MadeUpLeagues.Open))}/what-if" : Path();
        var request = new HttpRequestMessage(method, address(OneIn(whatIf ? 6 : 1) ? $"{path}{Query(path)}" : path));
        if (whatIf || OneIn(20))
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(OneIn(8) ? Junk(200) : Pick(Bodies)));
            request.Content.Headers.ContentType = OneIn(8) ? null : new MediaTypeHeaderValue("application/json");
        }
        foreach (var (name, values) in Headers.Where(_ => OneIn(15)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, Pick(values)))
                request.Content?.Headers.TryAddWithoutValidation(name, Pick(values));
        }
        return request;
    }

    private string Path()
    {
        // The response of the stream does not end.
        var path = Pick([.. Endpoints.All.Keys.Where(path => path != "stream")]);
        return _random.Next(10) switch
        {
            0 => Junk(40),
            1 => $"{path}/{Junk(10)}",
            2 => $"{path.Split('/')[0]}/{Junk(20)}",
            _ => path,
        };
    }

    private string Query(string path)
    {
        var allowed = Endpoints.All.GetValueOrDefault(path) ?? [.. Endpoints.Good.Keys];
        if (OneIn(60))
            return $"?{string.Concat(Enumerable.Repeat($"{Pick([.. allowed])}={Junk(9)}&", _random.Next(3_000)))}";
        var parameters = Enumerable.Range(0, _random.Next(5))
            .Select(_ => Parameter(OneIn(12) ? Pick([.. Endpoints.Good.Keys]) : Pick([.. allowed])));
        return string.Join('&', parameters) is { Length: > 0 } query ? $"?{query}" : "";
    }

    private string Parameter(string name)
    {
        var value = _random.Next(10) switch
        {
            < 5 => Endpoints.Good[name],
            < 7 => Pick(Endpoints.Bad[name]),
            // The service waits for a version that is not reached, and then returns a 503.
            _ when name == "minVersion" => "0",
            7 => Pick(Values).Replace(' ', '+'),
            _ => Junk(OneIn(20) ? 2_000 : 20),
        };
        return OneIn(15) ? $"{Junk(6)}={value}" : OneIn(40) ? name : $"{name}={value}";
    }

    private string Junk(int most)
    {
        var text = new StringBuilder();
        for (var n = _random.Next(most); n >= 0; n--)
            text.Append(OneIn(4) ? Pick(Encoded) : Letters[_random.Next(Letters.Length)]);
        return text.ToString();
    }

    private bool OneIn(int n) => _random.Next(n) == 0;

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}
