using System.Text.Json;
using Stats.Contracts.Feed;

namespace StatsApi.MatchPages;

/// <summary>The body <c>{"homeGoals": 2, "awayGoals": 1}</c>, read as strictly as a query string.</summary>
/// <param name="Result">The requested result. Valid only without errors.</param>
/// <param name="Errors">The errors. Each names a member, or <c>body</c>.</param>
internal sealed record WhatIfBody(Goals Result, IReadOnlyList<ParameterError> Errors)
{
    /// <summary>Far more than a valid body needs.</summary>
    public const int MaxBytes = 1024;

    private const int MostGoals = 99;

    private static readonly string[] Members = ["homeGoals", "awayGoals"];

    public static WhatIfBody Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            return Bad("""The body is empty. Send a result: {"homeGoals": 2, "awayGoals": 1}""");
        try
        {
            using var json = FeedReader.Parse(body);
            return json.RootElement is { ValueKind: JsonValueKind.Object } members ? Read(members) : Bad("The body must be an object.");
        }
        catch (RefusedException e)
        {
            return Bad(e.Message);
        }
    }

    private static WhatIfBody Read(JsonElement body)
    {
        var errors = new List<ParameterError>();
        foreach (var name in body.EnumerateObject().Select(member => member.Name).Except(Members))
        {
            var shown = Problem.Cut(name);
            errors.Add(new(shown, $"Unknown member {shown}. Known members: {string.Join(", ", Members)}."));
        }
        var goals = Members.Select(name => GoalsOf(body, name, errors)).ToArray();
        return new(new Goals(goals[0], goals[1]), errors);
    }

    private static int GoalsOf(JsonElement body, string name, List<ParameterError> errors)
    {
        if (!body.TryGetProperty(name, out var value))
            errors.Add(new(name, $"{name} is missing."));
        else if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var goals) && goals is >= 0 and <= MostGoals)
            return goals;
        else
            errors.Add(new(name, $"{name} must be a whole number from 0 to {MostGoals}."));
        return 0;
    }

    private static WhatIfBody Bad(string message) => new(new Goals(0, 0), [new("body", message)]);
}
