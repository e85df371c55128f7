using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Stats.Store;

namespace Stats.IntegrationTests.Store;

/// <summary>One command creates the schema. Services refuse any other schema and name the remedy.</summary>
public sealed partial class SchemaTests(PostgresServerFixture server) : StoreTests(server)
{
    [Fact]
    public async Task A_second_migration_changes_nothing()
    {
        await Store.TakeAsync(Facts.Result("kept", 1, 0));
        var before = await CatalogueAsync();
        Assert.Empty(await Schema.MigrateAsync(Store.Database, Ct));
        Assert.Equal(before, await CatalogueAsync());
        await Store.Matches.PrepareAsync(Ct);
    }

    [Fact]
    public async Task Concurrent_migrations_run_one_after_the_other()
    {
        await using var empty = await AnotherAsync(copyOf: "template1");
        var applied = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Schema.MigrateAsync(empty.Database, Ct)));
        Assert.Equal(["0001_stats.sql"], applied.SelectMany(scripts => scripts));
        Assert.Equal(Schema.Latest, await Schema.CurrentAsync(empty.Database, Ct));
    }

    [Theory]
    // The tables of Marten 9.29, and of an application with other settings.
    [InlineData("alter table events.mt_streams drop column compacted_version")]
    [InlineData("alter table events.mt_events drop column headers")]
    [InlineData("drop function events.mt_quick_append_events")]
    public async Task Tables_of_another_Marten_version_are_refused_until_they_are_migrated(string difference)
    {
        await Store.Matches.PrepareAsync(Ct);
        await Store.ExecuteAsync(difference);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Matches.PrepareAsync(Ct));
        Assert.Equal("the event tables don't match this version's Marten: run statsctl migrate", refused.Message);
        await MigrateAsync(0, "The database has schema version");
        await Store.Matches.PrepareAsync(Ct);
        await Store.TakeAsync(Facts.Result("mended", 1, 0));
    }

    [Fact]
    public async Task Preparing_leaves_no_events_behind()
    {
        await Store.Matches.PrepareAsync(Ct);
        Assert.Equal(
            0,
            await Store.ScalarAsync<long>("select (select count(*) from events.mt_events) + (select count(*) from events.mt_streams)"));
    }

    [Fact]
    public async Task A_database_from_before_the_first_release_is_refused()
    {
        await Store.ExecuteAsync("drop table stats.schema_version; create table stats.migration (number int)");
        Assert.Equal(0, await Schema.CurrentAsync(Store.Database, Ct));
        await MigrateAsync(1, "drop schema events, stats cascade");
    }

    [Fact]
    public async Task A_database_with_a_newer_schema_is_left_unchanged()
    {
        await Store.ExecuteAsync(
            """
            insert into stats.schema_version (scriptname, applied) values ('9999_newer.sql', now());
            alter table events.mt_streams add column newer int
            """);
        await MigrateAsync(1, $"it has schema version 9999, but this statsctl only knows version {Schema.Latest}");
        Assert.Equal(1, await Store.ScalarAsync<long>("select count(*) from information_schema.columns where column_name = 'newer'"));
    }

    /// <summary>
    /// The schema version also covers Marten's tables. Otherwise an older <c>statsctl migrate</c> would undo changes of a newer one.
    /// </summary>
    [Fact]
    public void A_change_of_Martens_schema_needs_a_new_schema_version()
    {
        var script = Regex.Replace(Store.Events.Storage.ToDatabaseScript(), @"\s+", " ");
        var known = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script)))[..16];
        Assert.True(
            (Schema.Latest, known) == (1, "1d001f5298c52b8a"),
            $"Marten's schema is {known} at schema version {Schema.Latest}. If an upgrade or a setting changed it, add a numbered script " +
            "to Migrations, even an empty one, and update both values here.");
    }

    private async Task MigrateAsync(int exitCode, string said)
    {
        var (code, text) = await Statsctl("migrate").EndAsync();
        Assert.Contains(said, text);
        Assert.Equal(exitCode, code);
    }

    // All relations and functions of both schemas, with the transaction that created them.
    private Task<string> CatalogueAsync() => Store.ScalarAsync<string>(
        """
        select string_agg(name || ' ' || xmin, ', ' order by name) from (
            select 'relation ' || oid::regclass as name, xmin::text from pg_class
            where relnamespace in ('events'::regnamespace, 'stats'::regnamespace)
            union all select 'function ' || oid::regprocedure, xmin::text from pg_proc
            where pronamespace in ('events'::regnamespace, 'stats'::regnamespace)
        ) made
        """);
}
