using System.Text.Json.Nodes;
using Schemas;

namespace Stats.Tests.Contracts.Schemas;

/// <summary>A feed that is checked against the schemas meets no refusal, and what the schemas refuse would have been refused.</summary>
public sealed class AgreementTests
{
    public static TheoryData<string> OfFeed => [.. MessageType.All.Where(message => message.IsOfFeed).Select(message => message.Name)];

    [Theory]
    [MemberData(nameof(OfFeed))]
    public void The_schema_takes_what_the_door_takes_and_nothing_else(string name)
    {
        var message = MessageType.Named(name);
        var bodies = message.Samples.Values.SelectMany(Mutations.Of).ToArray();
        AssertNone(Disagreements(message, bodies, formats: true));
        // Many validators take `format` for a remark; then they miss days that no month has, and nothing else.
        AssertNone(Disagreements(message, bodies, formats: false).Where(body => !body.Contains("2015-02-29") && !body.Contains("2016-04-31")));
        var taken = bodies.Count(body => message.ReadOrNull(body) is not null);
        Assert.InRange(taken, bodies.Length / 20, bodies.Length / 2);
    }

    /// <summary>Whatever a schema asks is asked by some body above, so that the comparison would miss it.</summary>
    [Theory]
    [MemberData(nameof(OfFeed))]
    public void A_schema_that_asks_anything_less_takes_more_of_the_bodies(string name)
    {
        var (message, whole) = (MessageType.Named(name), MessageType.Named(name).CommittedSchema());
        var bodies = Mutations.Of(message.Samples.Values.MaxBy(body => body.Length)!).ToArray();
        var refused = new[] { true, false }.ToDictionary(formats => formats, formats => Refused(bodies, new(whole, formats)));
        var asked = Asked(whole, "").ToArray();
        Assert.True(asked.Length > 10);
        foreach (var path in asked)
        {
            var less = whole.DeepClone();
            JsonEdit.Set(less, path, null);
            Assert.True(refused.Any(mode => mode.Value.Any(new Validator(less, mode.Key).Takes)), $"No body shows that {path} is missing.");
        }
    }

    /// <summary>What a schema can't say: the door alone refuses these.</summary>
    [Theory]
    [InlineData("match-completed", "\"everton\"", "\"leicester-city\"")]
    [InlineData("match-completed", "\"revision\": 1", "\"revision\": 1e0")]
    [InlineData("match-completed", "2016-05-07T15:00:00Z", "1850-01-01T00:00:00+01:00")]
    [InlineData("match-completed", "2016-05-07T15:00:00Z", "9999-12-31T23:59:59-01:00")]
    public void Some_things_only_the_door_refuses(string name, string good, string bad)
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

    // Every place of a schema that refuses something; an item of `required` is one.
    private static IEnumerable<string> Asked(JsonNode schema, string path)
    {
        foreach (var (keyword, value) in schema.AsObject())
        {
            switch (keyword)
            {
                case "properties" or "$defs":
                    foreach (var (name, member) in value!.AsObject())
                    {
                        foreach (var asked in Asked(member!, $"{path}{keyword}.{name}."))
                            yield return asked;
                    }
                    break;
                case "anyOf":
                    for (var n = 0; n < value!.AsArray().Count; n++)
                    {
                        foreach (var asked in Asked(value[n]!, $"{path}anyOf.{n}."))
                            yield return asked;
                    }
                    break;
                case "additionalProperties" when value is JsonObject:
                    yield return path + keyword;
                    break;
                case "required":
                    for (var n = 0; n < value!.AsArray().Count; n++)
                        yield return $"{path}required.{n}";
                    break;
                // `not` with a pattern refuses what is no text as well.
                case "type" when schema["not"] is not null:
                    break;
                case "type" or "$ref" or "pattern" or "not" or "format" or "minimum" or "maximum" or "maxLength":
                    yield return path + keyword;
                    break;
            }
        }
    }
}
