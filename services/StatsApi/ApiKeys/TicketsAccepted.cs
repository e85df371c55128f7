namespace StatsApi.ApiKeys;

/// <summary>Marks the endpoint that accepts a ticket in the query string instead of a key.</summary>
internal sealed class TicketsAccepted;
