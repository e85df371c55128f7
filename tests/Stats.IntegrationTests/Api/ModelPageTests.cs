using System.Globalization;
using System.Text.Json.Nodes;
using Stats.Contracts;
using Stats.IntegrationTests.Oracle;

namespace Stats.IntegrationTests.Api;

/// <summary>The predictions, the history and the accuracy of models, and comparisons, compared with the oracle.</summary>
[Collection(ApiFixture.Readers)]
public sealed class ModelPageTests(ApiFixture api)
{
    private static readonly string[] Outcomes = ["homeWin", "draw", "awayWin"];

    private SeasonOracle Oracle => api.Oracle;

    [Fact]
    public async Task Predictions_with_random_filters_equal_the_oracle_page_by_page_there_and_back()
    {
        for (var seed = 0; seed < Soak.Times(150, 5_000); seed++)
        {
            var random = new Random(seed);
            var (model, scope, limit) = (AnyModel(random), AskedTable.Any(random).Scope, random.Next(1, 9));
            var rows = Predictions(model, scope);
            string? path = $"models/{model}/predictions?limit={limit}{scope.Query()}";
            var (about, previous) = ($"seed {seed}, {path}", "");
            foreach (var chunk in rows.Chunk(limit).DefaultIfEmpty([]))
            {
                var (page, next) = await api.GetAsync(path!);
                AssertPredictions(chunk, page, about);
                var pagination = page["meta"]!["pagination"]!;
                Assert.Equal((about, rows.Count), (about, (int)pagination["totalCount"]!));
                if (previous.Length > 0)
                {
                    var (back, _) = await api.GetAsync(
                        $"models/{model}/predictions?limit={limit}{scope.Query()}&cursor={(string?)pagination["previousCursor"]}");
                    Assert.Equal(previous, back["data"]!.ToJsonString());
                }
                (previous, path) = (page["data"]!.ToJsonString(), next);
            }
            Assert.Null(path);
        }
    }

    [Fact]
    public async Task The_points_of_a_prediction_have_a_reason()
    {
        var (page, _) = await api.GetAsync("models/model-8/predictions?limit=100");
        Assert.All(
            page["data"]!.AsArray(),
            p => Assert.Equal("It was submitted at kickoff or later, so it does not count.", (string?)p!["reason"]));
        (page, _) = await api.GetAsync("models/model-0/predictions?limit=100");
        Assert.All(page["data"]!.AsArray(), p => Assert.StartsWith(BeginningOf(p!), (string)p!["reason"]!, StringComparison.Ordinal));

        static string BeginningOf(JsonNode p) => (bool)p["late"]! ? "It was submitted"
            : (bool)p["voided"]! ? "The match is voided"
            : (string?)p["hit"] == "wrong" ? "It predicted"
            : "The right tendency";
    }

    [Fact]
    public async Task Histories_with_random_filters_equal_the_oracle()
    {
        var ranks = new HashSet<int>();
        for (var seed = 0; seed < Soak.Times(150, 5_000); seed++)
        {
            var random = new Random(seed);
            var (model, scope) = (AnyModel(random), AskedTable.Any(random).Scope);
            var byMatchday = scope is { Competition: not null, Season: not null } && random.Next(3) > 0;
            var path = $"models/{model}/history?by={(byMatchday ? "matchday" : "day")}{scope.Query()}";
            var (page, _) = await api.GetAsync(path);
            var entries = History(model, scope);
            var shown = new JsonArray([.. byMatchday ? JoinMatchdays(entries, scope) : entries]);
            AssertSame(Model(model, ("entries", shown)), page["data"]!, $"seed {seed}, {path}");
            ranks.UnionWith(entries.Select(entry => (int)entry["rank"]!));
        }
        Assert.True(ranks.Count > 4, "the histories have few different ranks");
    }

    [Fact]
    public async Task Accuracy_with_random_filters_equals_the_oracle()
    {
        for (var seed = 0; seed < Soak.Times(150, 5_000); seed++)
        {
            var random = new Random(seed);
            var asked = AskedTable.Any(random) with { Kind = "leaderboard", Around = null, CompareTo = null };
            string? path = asked.Path(random).Replace("compareTo=matchday", "", StringComparison.Ordinal)
                .Replace("leaderboard", "accuracy", StringComparison.Ordinal).Replace("?&", "?", StringComparison.Ordinal)
                .Replace("&&", "&", StringComparison.Ordinal).TrimEnd('&', '?');
            var about = $"seed {seed}, {path}";
            foreach (var rows in asked.Pages(Oracle))
            {
                var (page, next) = await api.GetAsync(path!);
                AssertSame(new JsonArray([.. rows.Select(row => Accuracy(row.ModelId, asked.Scope))]), page["data"]!, about);
                Assert.Equal(asked.TotalCount(Oracle), (int)page["meta"]!["pagination"]!["totalCount"]!);
                path = next;
            }
            Assert.Null(path);
            var model = AnyModel(random);
            var (one, _) = await api.GetAsync($"models/{model}/accuracy?{asked.Scope.Query().TrimStart('&')}");
            AssertSame(Accuracy(model, asked.Scope), one["data"]!, $"{about}, {model}");
        }
    }

    [Fact]
    public async Task Comparisons_with_random_filters_equal_the_oracle()
    {
        var shared = 0;
        for (var seed = 0; seed < Soak.Times(150, 5_000); seed++)
        {
            var random = new Random(seed);
            var models = random.GetItems(MadeUpLeagues.Models, 8).Distinct().Take(random.Next(2, 5)).ToArray();
            var scope = AskedTable.Any(random).Scope;
            var path = $"compare?models={string.Join(',', models)}{scope.Query()}";
            var (page, _) = await api.GetAsync(path);
            AssertSame(Comparison([.. models.Order(StringComparer.Ordinal)], scope), page["data"]!, $"seed {seed}, {path}");
            shared += (int)page["data"]!["sharedMatches"]!;
        }
        Assert.True(shared > 100, "the compared models share few matches");
    }

    [Fact]
    public async Task A_comparison_with_an_unknown_model_shares_no_match_and_names_it()
    {
        var (page, _) = await api.GetAsync("compare?models=model-0,nobody,model-1&competition=zz.9");
        Assert.Equal("""["zz.9","nobody"]""", page["meta"]!["unknownIds"]!.ToJsonString());
        Assert.Equal(0, (int)page["data"]!["sharedMatches"]!);
        Assert.Equal(["model-0", "model-1"], page["data"]!["models"]!.AsArray().Select(model => (string?)model!["modelId"]));
        Assert.Null(page["data"]!["totals"]![0]!["avgPoints"]);
        Assert.Single(page["data"]!["headToHead"]!.AsArray());
        Assert.Empty(page["data"]!["series"]!.AsArray());
    }

    [Fact]
    public async Task The_plural_paths_have_the_same_tables_as_the_singular_ones()
    {
        foreach (var (plural, singular) in new[] { ("competitions/xx.1", "competition/xx.1"), ("clubs/reds", "club/reds") })
        {
            var ((one, next), (other, _)) = (await api.GetAsync($"{plural}?limit=3"), await api.GetAsync($"{singular}?limit=3"));
            Assert.Equal(one["data"]!.ToJsonString(), other["data"]!.ToJsonString());
            Assert.True((bool)other["meta"]!["cached"]!, $"{singular} has a page of its own");
            Assert.StartsWith($"/api/stats/{plural}?cursor=", next, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_match_has_names_and_the_distribution_of_predicted_scores()
    {
        foreach (var match in Oracle.Matches)
        {
            var data = (await api.GetAsync($"matches/{match.MatchId}")).Page["data"]!;
            AssertSame(AskedModel.Named(match.Competition.Id, match.Competition.Name), data["competition"]!, match.MatchId);
            Assert.All(data["predictions"]!.AsArray(), p =>
            {
                var model = (string)p!["modelId"]!;
                Assert.Equal(model.ToUpperInvariant(), (string?)p["displayName"]);
                Assert.Equal(MadeUpLeagues.ProviderOf(model), (string?)p["provider"]);
            });
            var scores = MadeUpLeagues.Models.Select(model => Oracle.Shown(match, model)).OfType<PredictionSubmitted>()
                .Where(p => p.SubmittedAt < match.Kickoff)
                .GroupBy(p => (p.HomeGoals, p.AwayGoals))
                .OrderByDescending(score => score.Count())
                .ThenBy(score => score.Key.HomeGoals + score.Key.AwayGoals)
                .ThenBy(score => score.Key.HomeGoals)
                .Select(score => (JsonNode)new JsonObject
                {
                    ["homeGoals"] = score.Key.HomeGoals,
                    ["awayGoals"] = score.Key.AwayGoals,
                    ["predictions"] = score.Count(),
                });
            AssertSame(new JsonArray([.. scores]), data["predictedScores"]!, match.MatchId);
        }
    }

    [Fact]
    public async Task Corrections_since_an_instant_are_those_from_it_on()
    {
        var all = (await api.GetAsync("corrections?limit=100")).Page["data"]!.AsArray();
        var middle = all[all.Count / 2]!;
        var at = (DateTime)middle["correctedAt"]!;
        var (page, _) = await api.GetAsync($"corrections?limit=100&since={at:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}");
        Assert.Equal(
            all.Where(entry => (DateTime)entry!["correctedAt"]! >= at).Select(entry => (long)entry!["change"]!),
            page["data"]!.AsArray().Select(entry => (long)entry!["change"]!));
        Assert.All(all, entry => Assert.Equal(
            ((string)entry!["after"]!["competitionId"]!).ToUpperInvariant(), (string?)entry["after"]!["competition"]!["name"]));
    }

    private static string AnyModel(Random random) => MadeUpLeagues.Models[random.Next(MadeUpLeagues.Models.Length)];

    private static JsonObject Model(string id, params (string Name, JsonNode? Value)[] members)
    {
        var model = new JsonObject
        {
            ["modelId"] = id,
            ["displayName"] = id.ToUpperInvariant(),
            ["provider"] = MadeUpLeagues.ProviderOf(id),
        };
        foreach (var (name, value) in members)
            model[name] = value;
        return model;
    }

    private Forecast[] Forecasts(OracleScope scope, string? model = null) =>
        [.. Oracle.Forecasts.Where(f => scope.Holds(f.Match) && (model is null || f.ModelId == model))];

    private IReadOnlyList<JsonObject> Predictions(string model, OracleScope scope) =>
    [
        .. from match in Oracle.Matches.Where(scope.Holds)
           let shown = Oracle.Shown(match, model)
           where shown is not null
           orderby match.Kickoff descending, match.MatchId descending
           select Prediction(match, shown, Oracle.Forecasts.SingleOrDefault(f => f.ModelId == model && f.Match == match)),
    ];

    private JsonObject Prediction(MatchCompleted match, PredictionSubmitted shown, Forecast? scored) => new()
    {
        ["matchId"] = match.MatchId,
        ["kickoff"] = match.Kickoff.UtcDateTime,
        ["season"] = match.Season,
        ["competition"] = AskedModel.Named(match.Competition.Id, match.Competition.Name),
        ["home"] = AskedModel.Named(match.HomeClub.Id, match.HomeClub.Name),
        ["away"] = AskedModel.Named(match.AwayClub.Id, match.AwayClub.Name),
        ["voided"] = Oracle.IsVoid(match),
        ["result"] = Score(match.Score.RegularTime.Home, match.Score.RegularTime.Away),
        ["prediction"] = Score(shown.HomeGoals, shown.AwayGoals),
        ["submittedAt"] = shown.SubmittedAt.UtcDateTime,
        ["late"] = shown.SubmittedAt >= match.Kickoff,
        ["hit"] = scored is null ? null
            : scored.Exact ? "exact"
            : scored.RightDifference ? "goalDifference"
            : scored.RightTendency ? "tendency"
            : "wrong",
        ["points"] = scored is null ? null : new JsonObject
        {
            ["tendency"] = scored.TendencyPoints,
            ["goalDifferenceBonus"] = scored.DifferenceBonus,
            ["exactScoreBonus"] = scored.ExactBonus,
            ["total"] = scored.Points,
        },
    };

    private static JsonObject Score(int home, int away) => new() { ["homeGoals"] = home, ["awayGoals"] = away };

    private static void AssertPredictions(JsonObject[] expected, JsonNode page, string about)
    {
        var rows = page["data"]!.DeepClone().AsArray();
        foreach (var row in rows)
            Assert.True(row!.AsObject().Remove("reason"), about);
        AssertSame(new JsonArray([.. expected]), rows, about);
    }

    private IReadOnlyList<JsonObject> History(string model, OracleScope scope)
    {
        var all = Forecasts(scope);
        return
        [
            .. from day in all.Select(f => DateOnly.FromDateTime(f.Match.Kickoff.UtcDateTime)).Distinct().Order()
               let table = Oracle.Table(scope with { To = day })
               let row = table.SingleOrDefault(row => row.ModelId == model)
               where row is not null
               let own = all.Where(f => f.ModelId == model && DateOnly.FromDateTime(f.Match.Kickoff.UtcDateTime) == day).ToArray()
               select new JsonObject
               {
                   ["day"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                   ["matchday"] = null,
                   ["scoredPredictions"] = own.Length,
                   ["totalPoints"] = own.Sum(f => f.Points),
                   ["cumulativePredictions"] = row.Scored,
                   ["cumulativePoints"] = row.Points,
                   ["avgPoints"] = Rounded(row.Points, row.Scored, 2),
                   ["rank"] = row.Rank,
                   ["of"] = table.Count,
               },
        ];
    }

    private IEnumerable<JsonObject> JoinMatchdays(IReadOnlyList<JsonObject> days, OracleScope scope)
    {
        var (number, played, numbers) = (1, new HashSet<string>(), new Dictionary<string, int>());
        var matches = Oracle.Matches.Where(new OracleScope(scope.Season, scope.Competition).Holds);
        foreach (var day in matches.GroupBy(m => m.Kickoff.UtcDateTime.Date).OrderBy(day => day.Key))
        {
            string[] clubs = [.. day.SelectMany(m => new[] { m.HomeClub.Id, m.AwayClub.Id })];
            if (clubs.Any(played.Contains))
                (number, played) = (number + 1, []);
            played.UnionWith(clubs);
            numbers.Add(day.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), number);
        }
        foreach (var matchday in days.GroupBy(day => numbers[(string)day["day"]!]))
        {
            var last = matchday.Last().DeepClone().AsObject();
            last["matchday"] = matchday.Key;
            last["scoredPredictions"] = matchday.Sum(day => (int)day["scoredPredictions"]!);
            last["totalPoints"] = matchday.Sum(day => (int)day["totalPoints"]!);
            yield return last;
        }
    }

    private JsonObject Accuracy(string model, OracleScope scope)
    {
        var scored = Forecasts(scope, model);
        decimal Bias(Func<Forecast, int> difference) => Rounded(scored.Sum(difference), scored.Length, 2);
        return Model(
            model,
            ("scoredPredictions", scored.Length),
            ("outcomes", new JsonObject(Outcomes.Select(predicted => KeyValuePair.Create(predicted, (JsonNode?)new JsonObject(
                Outcomes.Select(actual => KeyValuePair.Create(actual, (JsonNode?)scored.Count(f =>
                    OutcomeOf(f.Prediction.HomeGoals, f.Prediction.AwayGoals) == predicted
                    && OutcomeOf(f.Match.Score.RegularTime.Home, f.Match.Score.RegularTime.Away) == actual)))))))),
            ("goalBias", scored.Length == 0 ? null : new JsonObject
            {
                ["home"] = Bias(f => f.Prediction.HomeGoals - f.Match.Score.RegularTime.Home),
                ["away"] = Bias(f => f.Prediction.AwayGoals - f.Match.Score.RegularTime.Away),
            }),
            ("hits", new JsonObject
            {
                ["exact"] = scored.Count(f => f.Exact),
                ["goalDifference"] = scored.Count(f => f.RightDifference && !f.Exact),
                ["tendency"] = scored.Count(f => f.RightTendency && !f.RightDifference),
                ["wrong"] = scored.Count(f => !f.RightTendency),
            }));
    }

    private static decimal Rounded(decimal sum, int count, int decimals) =>
        Math.Round(sum / count, decimals, MidpointRounding.AwayFromZero);

    private static string OutcomeOf(int home, int away) => home > away ? "homeWin" : home == away ? "draw" : "awayWin";

    private JsonObject Comparison(string[] models, OracleScope scope)
    {
        var shared = Forecasts(scope).Where(f => models.Contains(f.ModelId)).GroupBy(f => f.Match.MatchId)
            .Where(match => match.Count() == models.Length)
            .Select(match => models.Select(model => match.Single(f => f.ModelId == model)).ToArray())
            .OrderBy(match => match[0].Match.Kickoff)
            .ToArray();
        var totals = models.Select((model, n) => new JsonObject
        {
            ["modelId"] = model,
            ["totalPoints"] = shared.Sum(match => match[n].Points),
            ["avgPoints"] = shared.Length == 0 ? null : Rounded(shared.Sum(match => match[n].Points), shared.Length, 2),
            ["accuracy"] = shared.Length == 0 ? null : Rounded(100m * shared.Count(match => match[n].RightTendency), shared.Length, 1),
            ["exactScores"] = shared.Count(match => match[n].Exact),
        });
        var pairs =
            from a in Enumerable.Range(0, models.Length)
            from b in Enumerable.Range(a + 1, models.Length - a - 1)
            select new JsonObject
            {
                ["modelId"] = models[a],
                ["otherId"] = models[b],
                ["better"] = shared.Count(match => match[a].Points > match[b].Points),
                ["equal"] = shared.Count(match => match[a].Points == match[b].Points),
                ["worse"] = shared.Count(match => match[a].Points < match[b].Points),
                ["sameTendency"] = shared.Count(match => Sign(match[a]) == Sign(match[b])),
                ["sameScore"] = shared.Count(match => Goals(match[a]) == Goals(match[b])),
            };
        var series = shared.Select(match => match[0].Match.Kickoff.UtcDateTime.Date).Distinct().Select(day => new JsonObject
        {
            ["day"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["matches"] = shared.Count(match => match[0].Match.Kickoff.UtcDateTime.Date <= day),
            ["points"] = new JsonArray([.. models.Select((_, n) =>
                (JsonNode)shared.Where(match => match[0].Match.Kickoff.UtcDateTime.Date <= day).Sum(match => match[n].Points))]),
        });
        return new JsonObject
        {
            ["models"] = new JsonArray([.. models.Select(model => Model(model))]),
            ["sharedMatches"] = shared.Length,
            ["totals"] = new JsonArray([.. totals]),
            ["headToHead"] = new JsonArray([.. pairs]),
            ["series"] = new JsonArray([.. series]),
        };

        static int Sign(Forecast f) => Math.Sign(f.Prediction.HomeGoals - f.Prediction.AwayGoals);
        static (int, int) Goals(Forecast f) => (f.Prediction.HomeGoals, f.Prediction.AwayGoals);
    }

    private static void AssertSame(JsonNode expected, JsonNode actual, string about) => Assert.True(
        JsonNode.DeepEquals(JsonNode.Parse(expected.ToJsonString()), actual),
        $"{about}:\n{expected.ToJsonString()}\n{actual.ToJsonString()}");
}
