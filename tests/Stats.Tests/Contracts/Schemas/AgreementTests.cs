using System.Text.Json.Nodes;
using Schemas;

namespace Stats.Tests.Contracts.Schemas;

/// <summary>The schemas and the feed reader accept and refuse the same messages.</summary>
public sealed class AgreementTests
{
    public static TheoryData<string> OfFeed => [.. MessageType.All.Where(message => message.IsOfFeed).Select(message => message.Name)];

    [Theory]
    [MemberData(nameof(OfFeed))]
    public void The_schema_and_the_reader_accept_the_same_bodies(string name)
    {
        var message = MessageType.Named(name);
        var bodies = message.Samples.Values.SelectMany(Mutations.Of).ToArray();
        AssertNone(Disagreements(message, bodies, formats: true));
        // Many validators treat `format` as an annotation. They then accept dates that don't exist, and nothing else.
        AssertNone(Disagreements(message, bodies, formats: false)
            .Where(body => !body.Contains("2015-02-29") && !body.Contains("2016-04-31")));
        var accepted = bodies.Count(body => message.ReadOrNull(body) is not null);
        Assert.InRange(accepted, bodies.Length / 20, bodies.Length / 2);
    }

    /// <summary>Some body violates each constraint of a schema, so the comparison above notices a missing one.</summary>
    [Theory]
    [MemberData(nameof(OfFeed))]
    public void A_schema_without_any_one_constraint_accepts_more_bodies(string name)
    {
        var (message, whole) = (MessageType.Named(name), MessageType.Named(name).CommittedSchema());
        var bodies = Mutations.Of(message.Samples.Values.MaxBy(body => body.Length)!).ToArray();
        var refused = new[] { true, false }.ToDictionary(formats => formats, formats => Refused(bodies, new(whole, formats)));
        var constraints = Constraints(whole, "").ToArray();
        Assert.True(constraints.Length > 10);
        foreach (var path in constraints)
        {
            var less = whole.DeepClone();
            JsonEdit.Set(less, path, null);
            Assert.True(refused.Any(mode => mode.Value.Any(new Validator(less, mode.Key).Takes)), $"No body shows that {path} is missing.");
        }
    }

    /// <summary>Rules that a schema can't express: only the reader enforces them.</summary>
    [Theory]
    [InlineData("match-completed", "\"everton\"", "\"leicester-city\"")]
    [InlineData("match-completed", "\"revision\": 1", "\"revision\": 1e0")]
    [InlineData("match-completed", "2016-05-07T15:00:00Z", "1850-01-01T00:00:00+01:00")]
    [InlineData("match-completed", "2016-05-07T15:00:00Z", "9999-12-31T23:59:59-01:00")]
    public void Some_rules_are_enforced_only_by_the_reader(string name, string good, string bad)
    {
        var (message, sample) = (MessageType.Named(name), MessageType.Named(name).Samples[$"{name}.v1"]);
        Assert.Contains(good, sample);
        Assert.NotNull(message.ReadOrNull(sample));
        var body = sample.Replace(good, bad);
        Assert.True(new Validator(message.CommittedSchema(), formats: true).Takes(body));
        Assert.Null(message.ReadOrNull(body));
    }

    private static IEnumerable<string> Disagreements(MessageType message, IEnumerable<string> bodies, bool formats)
    {
        var validator = new Validator(message.CommittedSchema(), formats);
        return bodies.Where(body => validator.Takes(body) != (message.ReadOrNull(body) is not null));
    }

    private static string[] Refused(IEnumerable<string> bodies, Validator validator) => [.. bodies.Where(body => !validator.Takes(body))];

    private static void AssertNone(IEnumerable<string> disputed) => Assert.True(!disputed.Any(), string.Join('\n', disputed.Take(5)));

    // The path of every constraint in a schema; each item of `required` is one.
    private static IEnumerable<string> Constraints(JsonNode schema, string path)
    {
        foreach (var (keyword, value) in schema.AsObject())
        {
            switch (keyword)
            {
                case "properties" or "$defs":
                    foreach (var (name, member) in value!.AsObject())
                    {
                        foreach (var constraint in Constraints(member!, $"{path}{keyword}.{name}."))
                            yield return constraint;
                    }
                    break;
                case "anyOf":
                    for (var n = 0; n < value!.AsArray().Count; n++)
                    {
                        foreach (var constraint in Constraints(value[n]!, $"{path}anyOf.{n}."))
                            yield return constraint;
                    }
                    break;
                case "additionalProperties" when value is JsonObject:
                    yield return path + keyword;
                    break;
                case "required":
                    for (var n = 0; n < value!.AsArray().Count; n++)
                        yield return $"{path}required.{n}";
                    break;
                // `not` with a pattern already refuses values that are not strings.
                case "type" when schema["not"] is not null:
                    break;
                case "type" or "$ref" or "pattern" or "not" or "format" or "minimum" or "maximum" or "maxLength":
                    yield return path + keyword;
                    break;
            }
        }
    }
}
