using StatsApi.Comparisons;
using StatsApi.Queries;
using StatsApi.Tables;

namespace Stats.Tests.Api;

public sealed class QueryReaderTests
{
    private static readonly string TooLong = new('a', 129);

    private static readonly Parameter[] OfTables = TableEndpoints.Parameters;

    public static TheoryData<string, string> InvalidValues => new()
    {
        { "season", "2015/16" }, { "season", TooLong }, { "season", "%E0%A4%A" },
        { "competition", "en 1" }, { "competition", "a%00b" },
        { "club", "köln" }, { "club", "a%2Fb" },
        { "model", "a,b" },
        { "models", "a,,b" }, { "models", "a, b" }, { "models", ",a" }, { "models", "a;b" },
        { "around", "a,b" }, { "around", TooLong },
        { "compareTo", "Matchday" }, { "compareTo", "2015-02-29" }, { "compareTo", "season" },
        { "compareTo", "2015-1-1" },
        { "provider", new string('a', 201) }, { "provider", "a%00b" }, { "minPredictions", "0" }, { "minPredictions", "1000001" },
        { "order", "up" }, { "order", "ASC" }, { "include", "forms" }, { "include", "form,streaks" },
        { "isHome", "1" }, { "isHome", "True" },
        { "dateFrom", "2015-13-01" }, { "dateFrom", "2015-1-1" }, { "dateFrom", "2015-01-01T00:00:00Z" },
        { "dateTo", "2015-02-29" }, { "dateTo", "yesterday" },
        { "metric", "points" }, { "metric", "AvgPoints" },
        { "limit", "0" }, { "limit", "00000000000000000001" }, { "limit", "101" }, { "limit", "-1" }, { "limit", "ten" },
        { "limit", "1.5" }, { "limit", "%201" },
        { "cursor", new string('A', 257) },
        { "minVersion", "-1" }, { "minVersion", "9223372036854775808" }, { "minVersion", "00000000000000000001" }, { "minVersion", "1e3" },
    };

    public static TheoryData<string, string> ValidValues => new()
    {
        { "season", "2015-16" }, { "competition", "en.1" }, { "club", "as:roma_1" }, { "model", "elo" }, { "models", "elo,poisson" },
        { "around", "elo" }, { "compareTo", "matchday" }, { "compareTo", "2016-01-01" }, { "isHome", "false" },
        { "dateFrom", "0001-01-01" }, { "dateTo", "9999-12-31" }, { "metric", "exactScores" }, { "limit", "100" }, { "cursor", "abc" },
        { "minVersion", "9223372036854775807" }, { "provider", "K%C3%B6ln%20%26%20S%C3%B6hne" }, { "minPredictions", "38" },
        { "order", "asc" }, { "include", "form" },
    };

    [Theory]
    [MemberData(nameof(InvalidValues))]
    public void An_invalid_value_is_an_error_that_names_the_parameter(string name, string value)
    {
        var errors = QueryReader.Read($"?{name}={value}", OfTables).Errors;
        var error = Assert.Single(errors, e => e.Parameter == name && !e.Message.Contains("needs"));
        Assert.StartsWith(name, error.Message);
    }

    [Theory]
    [MemberData(nameof(ValidValues))]
    public void A_valid_value_is_accepted(string name, string value) =>
        Assert.Empty(QueryReader.Read($"?{name}={value}{(name == "club" ? "" : "&club=x")}", OfTables).Errors);

    [Theory]
    [MemberData(nameof(ValidValues))]
    public void Only_model_may_be_repeated(string name, string value)
    {
        var errors = QueryReader.Read($"?{name}={value}&{name}={value}", OfTables).Errors.Where(e => e.Message.Contains("once"));
        if (name == "model")
            Assert.Empty(errors);
        else
            Assert.Equal(name, Assert.Single(errors).Parameter);
    }

    [Theory]
    [InlineData("Season")]
    [InlineData("sesaon")]
    [InlineData("sort")]
    [InlineData("page")]
    [InlineData("MinPredictions")]
    [InlineData("status")]
    [InlineData("sortOrder")]
    [InlineData("q")]
    [InlineData("")]
    [InlineData("seasonseasonseasonseasonseasonseason")]
    public void The_error_for_an_unknown_parameter_lists_the_known_ones(string name)
    {
        var error = Assert.Single(QueryReader.Read($"?{name}=1", OfTables).Errors);
        var all = string.Join(", ", OfTables.Select(parameter => parameter.Name));
        Assert.Equal($"Unknown parameter {name}. Known parameters: {all}.", error.Message);
    }

    [Fact]
    public void A_page_of_matches_may_have_more_rows_than_other_pages()
    {
        Assert.Equal(2000, QueryReader.Read("?limit=2000", [Parameter.MatchLimit]).Query.Limit);
        Assert.Equal(
            "limit must be a whole number from 1 to 2000.",
            Assert.Single(QueryReader.Read("?limit=2001", [Parameter.MatchLimit]).Errors).Message);
    }

    [Fact]
    public void A_parameter_of_another_endpoint_is_an_error_that_lists_the_supported_ones()
    {
        var error = Assert.Single(QueryReader.Read("?model=elo", [Parameter.Season, Parameter.Limit]).Errors);
        Assert.Equal(
            ("model", "model is not a parameter of this endpoint. Its parameters: season, limit."), (error.Parameter, error.Message));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("007", "7")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("2016-05-15", "2016-05-15")]
    [InlineData("2016-05-15T20:00:00Z", "2016-05-15T20:00:00Z")]
    [InlineData("2016-05-15t20:00:00.250000z", "2016-05-15T20:00:00.25Z")]
    [InlineData("2016-05-15T22:00:00%2B02:00", "2016-05-15T20:00:00Z")]
    public void Since_is_a_change_number_a_date_or_an_instant(string value, string canonical)
    {
        var (query, errors) = QueryReader.Read($"?since={value}", [Parameter.Since]);
        Assert.Empty(errors);
        Assert.Equal($"since={canonical}", query.Canonical());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("9223372036854775808")]
    [InlineData("00000000000000000001")]
    [InlineData("2016-02-30")]
    [InlineData("2016-05-15T00:00:00")]
    [InlineData("2016-05-15T25:00:00Z")]
    [InlineData("2016-05-15T20:00Z")]
    [InlineData("2016-05-15 20:00:00Z")]
    public void Any_other_value_of_since_is_refused(string value) =>
        Assert.Equal("since", Assert.Single(QueryReader.Read($"?since={value}", [Parameter.Since]).Errors).Parameter);

    [Fact]
    public void Tables_do_not_accept_since() =>
        Assert.Equal("since", Assert.Single(QueryReader.Read("?since=1", OfTables).Errors).Parameter);

    [Fact]
    public void IsHome_requires_a_club_where_a_club_can_be_given()
    {
        Assert.Equal("isHome", Assert.Single(QueryReader.Read("?isHome=true", OfTables).Errors).Parameter);
        Assert.Empty(QueryReader.Read("?isHome=true&club=arsenal", OfTables).Errors);
        Assert.Empty(QueryReader.Read("?isHome=true", [Parameter.IsHome]).Errors);
    }

    [Fact]
    public void The_first_day_must_not_be_after_the_last()
    {
        Assert.Equal("dateFrom", Assert.Single(QueryReader.Read("?dateFrom=2016-01-02&dateTo=2016-01-01", OfTables).Errors).Parameter);
        Assert.Empty(QueryReader.Read("?dateFrom=2016-01-01&dateTo=2016-01-01", OfTables).Errors);
    }

    [Fact]
    public void All_errors_are_reported_at_once() => Assert.Equal(
        ["limit", "metric", "colour"],
        QueryReader.Read("?limit=0&metric=x&colour=red", OfTables).Errors.Select(e => e.Parameter));

    [Fact]
    public void At_most_100_models_are_accepted()
    {
        var hundred = string.Join('&', Enumerable.Range(0, 100).Select(i => $"model=m{i}"));
        Assert.Empty(QueryReader.Read(hundred, OfTables).Errors);
        Assert.Equal("model", Assert.Single(QueryReader.Read($"{hundred}&model=one-more", OfTables).Errors).Parameter);
    }

    [Fact]
    public void A_query_string_has_at_most_120_parameters()
    {
        var most = string.Concat(Enumerable.Repeat("model=a&", 120));
        Assert.Empty(QueryReader.Read(most, OfTables).Errors);
        var error = Assert.Single(QueryReader.Read($"{most}season=x&{most}", OfTables).Errors);
        Assert.Equal(("season", "A query string may have 120 parameters at most."), (error.Parameter, error.Message));
    }

    [Theory]
    [InlineData("1.2", true)]
    [InlineData("9223372036854775807.9223372036854775807", true)]
    [InlineData("1.000000000000000000000000000000000000002", false)]
    [InlineData("1", false)]
    public void An_event_id_consists_of_two_numbers(string value, bool isValid) =>
        Assert.Equal(isValid, QueryReader.Read($"lastEventId={value}", [Parameter.LastEventId]).Errors.Count == 0);

    [Fact]
    public void Models_in_a_list_count_like_repeated_parameters()
    {
        var list = string.Join(',', Enumerable.Range(0, 101).Select(i => $"m{i}"));
        Assert.Equal("models", Assert.Single(QueryReader.Read($"models={list}", OfTables).Errors).Parameter);
        var (query, errors) = QueryReader.Read("model=c&models=b,a,b", OfTables);
        Assert.Empty(errors);
        Assert.Equal(["a", "b", "c"], query.Models);
    }

    [Theory]
    [InlineData("around=a&model=b")]
    [InlineData("models=a,b&around=a")]
    [InlineData("around=a&cursor=abc")]
    [InlineData("around=a&provider=b")]
    public void Around_cannot_be_combined_with_models_or_a_cursor(string queryString) =>
        Assert.Equal("around", Assert.Single(QueryReader.Read(queryString, OfTables).Errors).Parameter);

    [Fact]
    public void An_empty_value_is_as_if_the_parameter_were_absent()
    {
        foreach (var parameter in Parameter.All)
        {
            var (query, errors) = QueryReader.Read($"?{parameter.Name}=&{parameter.Name}", Parameter.All);
            Assert.Empty(errors);
            Assert.Equal("", query.Canonical());
        }
        Assert.Equal("season=x", QueryReader.Read("season=&season=x", OfTables).Query.Canonical());
        Assert.Equal("isHome", Assert.Single(QueryReader.Read("isHome=true&club=", OfTables).Errors).Parameter);
    }

    [Fact]
    public void An_empty_value_of_an_unknown_parameter_is_an_error() =>
        Assert.Equal("colour", Assert.Single(QueryReader.Read("colour=", OfTables).Errors).Parameter);

    [Theory]
    [InlineData("")]
    [InlineData("models=")]
    [InlineData("models=a")]
    [InlineData("models=a,a")]
    [InlineData("models=a,b,a")]
    [InlineData("models=a,b,c,d,e,f,g,h,i")]
    [InlineData("models=a,,b")]
    public void A_comparison_needs_two_to_eight_different_models(string queryString) =>
        Assert.Contains(QueryReader.Read(queryString, [ComparisonEndpoints.Models]).Errors, error => error.Parameter == "models");

    [Fact]
    public void Compared_models_are_the_same_page_in_any_order()
    {
        var (query, errors) = QueryReader.Read("models=b,a,c", [ComparisonEndpoints.Models]);
        Assert.Empty(errors);
        Assert.Equal("model=a&model=b&model=c", query.Canonical());
    }

    [Theory]
    [InlineData("by=matchday", false)]
    [InlineData("by=matchday&competition=en.1", false)]
    [InlineData("by=matchday&season=2015-16", false)]
    [InlineData("by=matchday&season=2015-16&competition=en.1", true)]
    [InlineData("by=day", true)]
    public void Matchdays_are_those_of_one_competition_and_season(string queryString, bool valid) =>
        Assert.Equal(valid, QueryReader.Read(queryString, Parameter.All).Errors.Count == 0);

    [Theory]
    [InlineData("form", "include=form")]
    [InlineData("streaks,form", "include=form,streaks")]
    [InlineData("form,competitions,clubs,streaks", "")]
    [InlineData("form,form", null)]
    [InlineData("forms", null)]
    [InlineData("form,", null)]
    public void Included_parts_are_different_words(string value, string? canonical)
    {
        var (query, errors) = QueryReader.Read($"include={value}", [Parameter.Include]);
        Assert.Equal((canonical is null, canonical ?? ""), (errors.Count > 0, query.Canonical()));
    }

    [Fact]
    public void A_table_with_the_form_of_its_models_is_a_page_of_its_own()
    {
        Assert.Equal("include=form&limit=5", QueryReader.Read("limit=5&include=form", OfTables).Query.Canonical());
        Assert.Equal("limit=5", QueryReader.Read("limit=5", OfTables).Query.Canonical());
    }

    [Fact]
    public void An_empty_query_has_the_defaults()
    {
        var (query, errors) = QueryReader.Read("", OfTables);
        Assert.Empty(errors);
        Assert.Equal((Metric.AvgPoints, 50, 0L, (string?)null), (query.Metric, query.Limit, query.MinVersion, query.Cursor));
    }

    [Fact]
    public void The_list_of_all_parameters_is_complete_and_sorted_by_name() => Assert.Equal(
        typeof(Parameter).GetFields().Select(field => field.GetValue(null)).OfType<Parameter>()
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal),
        Parameter.All);
}
