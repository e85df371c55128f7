namespace StatsApi.ApiKeys;

/// <summary>Marks the endpoint that takes a ticket in its query string in place of a key.</summary>
internal sealed class TicketsAccepted;
