using System.Text.Json.Serialization;

namespace StatsWeb.Api;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Answer<ModelTable>))]
[JsonSerializable(typeof(Answer<ModelDetail>))]
[JsonSerializable(typeof(Answer<ModelHistory>))]
[JsonSerializable(typeof(Answer<IReadOnlyList<ExplainedPrediction>>))]
[JsonSerializable(typeof(Answer<ModelComparison>))]
[JsonSerializable(typeof(Answer<ModelAccuracy>))]
[JsonSerializable(typeof(Answer<MatchDetail>))]
[JsonSerializable(typeof(Answer<WhatIfAnswer>))]
[JsonSerializable(typeof(Answer<IReadOnlyList<ListedMatch>>))]
[JsonSerializable(typeof(Answer<IReadOnlyList<CorrectionStory>>))]
[JsonSerializable(typeof(Answer<IReadOnlyList<ListedSeason>>))]
[JsonSerializable(typeof(Answer<IReadOnlyList<ListedCompetition>>))]
[JsonSerializable(typeof(Answer<IReadOnlyList<ListedClub>>))]
[JsonSerializable(typeof(Answer<IReadOnlyList<ListedModel>>))]
[JsonSerializable(typeof(WhatIfGoals))]
[JsonSerializable(typeof(ApiProblem))]
internal sealed partial class ApiJson : JsonSerializerContext;
