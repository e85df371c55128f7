using System.Net;
using System.Net.Http.Headers;
using Stats.Contracts;
using Statsctl;
using Statsctl.Results;

namespace Stats.Tests.Results;

public sealed class HeldReaderTests : IDisposable
{
    private readonly Answers _answers = new();
    private readonly HttpClient _http;
    private readonly HeldReader _reader;

    public HeldReaderTests()
    {
        _http = new HttpClient(_answers) { BaseAddress = new Uri("http://127.0.0.1/api/stats/") };
        _reader = new HeldReader(_http, TimeProvider.System, _ => { });
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Only_the_wanted_seasons_that_the_system_has_are_read_and_the_clubs_of_the_others()
    {
        _answers.Bodies["competitions?limit=100"] = Competitions("xx.1", matches: 9000, "2025-26", "2024-25");
        _answers.Bodies["matches?competition=xx.1&season=2025-26&limit=2000"] = Page(Match("m1"), next: "c1");
        _answers.Bodies["matches?competition=xx.1&season=2025-26&limit=2000&cursor=c1"] = Page(Match("m2"));
        _answers.Bodies["clubs?competition=xx.1&limit=100"] = Page("""{"clubId":"c","clubName":"C","matches":1}""");
        var held = await _reader.ReadAsync([("xx.1", "2025-26"), ("xx.1", "2023-24"), ("xx.2", "2025-26")], CancellationToken.None);
        Assert.Equal(["m1", "m2"], held.Matches.Select(match => match.MatchId));
        Assert.Equal(["a", "b", "c"], held.Clubs.Select(club => club.Club.Id).Order());
        Assert.Equal(4, _reader.Requests);
        Assert.Equal(
            new HeldMatch(
                "m1", "xx.1", "2025-26", new Club("a", "A"), new Club("b", "B"), new DateTimeOffset(2026, 3, 14, 15, 0, 0, TimeSpan.Zero),
                true, 3, new Score(new Goals(1, 1), new Goals(2, 1), new Goals(4, 3))),
            held.Matches[0]);
    }

    [Fact]
    public async Task A_small_competition_is_read_as_a_whole()
    {
        _answers.Bodies["competitions?limit=100"] = Competitions("xx.1", matches: 700, "2025-26", "2024-25");
        _answers.Bodies["matches?competition=xx.1&limit=2000"] = Page(Match("m1"));
        Assert.Single((await _reader.ReadAsync([("xx.1", "2025-26")], CancellationToken.None)).Matches);
        Assert.Equal(2, _reader.Requests);
    }

    [Fact]
    public async Task An_empty_system_needs_one_request()
    {
        _answers.Bodies["competitions?limit=100"] = """{"data":[],"meta":{"pagination":{"consistent":true,"nextCursor":null}}}""";
        var wanted = Enumerable.Range(1900, 100).Select(year => ("xx.1", $"{year}"));
        Assert.Empty((await _reader.ReadAsync(wanted, CancellationToken.None)).Matches);
        Assert.Equal(1, _reader.Requests);
    }

    [Fact]
    public async Task A_list_that_changed_while_it_was_read_is_read_again()
    {
        _answers.Bodies["competitions?limit=100"] = Competitions("xx.1", matches: 700, "2025-26");
        _answers.Bodies["matches?competition=xx.1&limit=2000"] = Page(Match("m1"), next: "c1");
        _answers.Bodies["matches?competition=xx.1&limit=2000&cursor=c1"] = Page(Match("m1"), consistent: false);
        _answers.Then["matches?competition=xx.1&limit=2000&cursor=c1"] = Page(Match("m2"));
        var held = await _reader.ReadAsync([("xx.1", "2025-26")], CancellationToken.None);
        Assert.Equal(["m1", "m2"], held.Matches.Select(match => match.MatchId));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task The_reader_waits_as_long_as_the_API_says(HttpStatusCode status)
    {
        _answers.Refusals = 2;
        _answers.Refusal = status;
        _answers.Bodies["competitions?limit=100"] = Competitions("xx.1", matches: 0);
        Assert.Empty((await _reader.ReadAsync([("xx.2", "2025-26")], CancellationToken.None)).Matches);
        Assert.Equal(3, _reader.Requests);
    }

    [Fact]
    public async Task The_reader_waits_a_minute_at_most()
    {
        using var stop = new CancellationTokenSource();
        var said = new TaskCompletionSource<string>();
        _answers.Refusals = 1;
        _answers.Refusal = HttpStatusCode.ServiceUnavailable;
        _answers.RetryAfter = TimeSpan.FromDays(1);
        var reading = new HeldReader(_http, TimeProvider.System, said.SetResult).ReadAsync([("xx.1", "2025-26")], stop.Token);
        Assert.Equal("The API answers 503: waiting 60 s.", await said.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "refused the key")]
    [InlineData(HttpStatusCode.BadRequest, "answered 400")]
    public async Task A_refusal_is_an_error(HttpStatusCode status, string expectation)
    {
        _answers.Refusals = 1;
        _answers.Refusal = status;
        var problem = await Assert.ThrowsAsync<CommandFailedException>(ReadAsync);
        Assert.Contains(expectation, problem.Message);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[{"competitionId":"xx.1"}],"meta":{"pagination":{"consistent":true,"nextCursor":null}}}""")]
    public async Task An_answer_of_another_program_is_an_error(string body)
    {
        _answers.Bodies["competitions?limit=100"] = body;
        var problem = await Assert.ThrowsAsync<CommandFailedException>(ReadAsync);
        Assert.Contains("check --api", problem.Message);
    }

    private Task<HeldResults> ReadAsync() => _reader.ReadAsync([("xx.1", "2025-26")], CancellationToken.None);

    private static string Competitions(string id, int matches, params string[] seasons)
    {
        var listed = string.Join(',', seasons.Select(season => $"\"{season}\""));
        return Page($$"""{"competitionId":"{{id}}","competitionName":"X","matches":{{matches}},"seasons":[{{listed}}]}""");
    }

    private static string Match(string id) =>
        """
        {"matchId":"ID","competitionId":"xx.1","season":"2025-26","homeClub":{"id":"a","name":"A"},"awayClub":{"id":"b","name":"B"},
        "kickoff":"2026-03-14T15:00:00Z","status":"voided","revision":3,"competition":{"id":"xx.1","name":"X"},
        "result":{"regularTime":{"home":1,"away":1},"extraTime":{"home":2,"away":1},"penalties":{"home":4,"away":3}}}
        """.Replace("ID", id, StringComparison.Ordinal);

    private static string Page(string row, string? next = null, bool consistent = true)
    {
        var cursor = next is null ? "null" : $"\"{next}\"";
        var position = $$"""{"totalCount":1,"consistent":{{(consistent ? "true" : "false")}},"nextCursor":{{cursor}}}""";
        return $$"""{"data":[{{row}}],"meta":{"pagination":{{position}} } }""";
    }

    /// <summary>Answers like StatsApi.</summary>
    private sealed class Answers : HttpMessageHandler
    {
        public Dictionary<string, string> Bodies { get; } = [];

        /// <summary>The bodies after the first ones.</summary>
        public Dictionary<string, string> Then { get; } = [];

        public int Refusals { get; set; }

        public HttpStatusCode Refusal { get; set; }

        public TimeSpan RetryAfter { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.PathAndQuery.Replace("/api/stats/", "", StringComparison.Ordinal);
            if (Refusals-- > 0)
            {
                var refusal = new HttpResponseMessage(Refusal);
                refusal.Headers.RetryAfter = new RetryConditionHeaderValue(RetryAfter);
                return Task.FromResult(refusal);
            }
            var answer = new HttpResponseMessage { Content = new StringContent(Bodies[path]) };
            if (Then.Remove(path, out var next))
                Bodies[path] = next;
            return Task.FromResult(answer);
        }
    }
}
