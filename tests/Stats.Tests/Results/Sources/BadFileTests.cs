using System.Text;
using Statsctl;
using Statsctl.Results.Sources;

namespace Stats.Tests.Results.Sources;

/// <summary>The corpus of unreadable files: each error begins with the file and line, and names what was expected.</summary>
public sealed class BadFileTests : SourceFileTests
{
    private const string Json = "2025-26/en.1.json";
    private const string Own = "2025-26/en.1.csv";
    private const string OwnHeader = "date,home,away,home_goals,away_goals\n";
    private const string Uk = "2025-26/E0.csv";
    private const string UkHeader = "Div,Date,Time,HomeTeam,AwayTeam,FTHG,FTAG,AvgCH,AvgCD,AvgCA\n";
    private const string Txt = "2025-26/1.txt";
    private const string Title = "= English Premier League 2025/26\n";

    [Theory]
    [InlineData(Json, "", 1, "expected JSON")]
    [InlineData(Json, "<html>\n<body>503</body></html>", 1, "expected JSON")]
    [InlineData(Json, "{\"matches\":[\n{\"date\":\"2025-08-15\",\"team1\":\"A\",", 2, "expected JSON")]
    [InlineData(Json, "{\"matches\":[]}\n{\"matches\":[]}", 2, "expected JSON")]
    [InlineData(Json, "{\"matches\":[],\n\"matches\":[]}", 2, "expected the member 'matches' once in its object")]
    [InlineData(Json, "{\"matches\":[{\"date\":\"2025-08-15\",\n\"date\":\"2025-08-16\"}]}", 2, "expected the member 'date' once")]
    [InlineData(Json, "{\"matches\":[\n{\"date\":20250815,\"team1\":\"A\",\"team2\":\"B\"}]}", 2, "expected 'date' to be a date such as")]
    [InlineData(Json, "{\"matches\":[\n{\"date\":\"15.08.2025\",\"team1\":\"A\",\"team2\":\"B\"}]}", 2, "expected 'date' to be a date")]
    [InlineData(Json, "{\"matches\":[\n{\"date\":\"2025-08-15\",\"time\":2045}]}", 2, "expected 'time' to be a time such as 20:45")]
    [InlineData(Json, "{\"matches\":[\n{\"date\":\"2025-08-15\",\"time\":\"20:45 MEZ\"}]}", 2, "expected 'time' to be a time")]
    [InlineData(Json, "{\"matches\":[\n{\"date\":\"2025-08-15\",\"score\":{\"ft\":[\"1\",0]}}]}", 2, "numbers from 0 to 99")]
    [InlineData(Json, "{\"matches\":[\n{\"date\":\"2025-08-15\",\"score\":{\"ft\":[1.5,0]}}]}", 2, "numbers from 0 to 99")]
    [InlineData(Json, "{\"matches\":[\n{\"date\":\"2025-08-15\",\"team1\":\"A\",\"team2\":\"B\",\"status\":\"odd\"}]}", 2, "found 'odd'")]
    [InlineData(Json, "{\"matches\":[\n{\"date\":\"2025-08-15\",\"team1\":\"A\",\"team2\":\"B\",\"status\":7}]}", 2, "expected 'status'")]
    [InlineData(Json, "{\"matches\":[\n{\"date\":\"2025-08-15\",\"team1\":\"\\ud800\"}]}", 2, "half of a surrogate pair")]
    [InlineData(Own, OwnHeader + "2025-08-15,A,B,1", 2, "expected 5 columns as in the header, found 4")]
    [InlineData(Own, "<html></html>", 1, "expected the header date,home,away,home_goals,away_goals")]
    [InlineData(Uk, UkHeader + "E0,15/08/2025,20:00,A,B,1,0,1.5,4.5,6\nE0,15/08/2025,20:00,Liv", 3, "the file is cut off")]
    [InlineData(Uk, UkHeader + "X9,15/08/2025,20:00,A,B,1,0,,,\n", 2, "column Div: expected a division such as E0 or D1, found 'X9'")]
    [InlineData(Uk, UkHeader + "E0,2025-08-15,20:00,A,B,1,0,,,\n", 2, "column Date: expected a date such as 16/08/2025 or 16/08/25")]
    [InlineData(Uk, UkHeader + "E0,15/08/2024,20:00,A,B,1,0,,,\n", 2, "column Date: expected a date of the season 2025-26")]
    [InlineData(Uk, UkHeader + "E0,15/08/2025,8pm,A,B,1,0,,,\n", 2, "column Time: expected a time such as 20:00, found '8pm'")]
    [InlineData(Uk, UkHeader + "E0,15/08/2025,20:00,,B,1,0,,,\n", 2, "column HomeTeam: expected a club's name")]
    [InlineData(Uk, UkHeader + "E0,15/08/2025,20:00,A,B,1,,,,\n", 2, "column FTAG: expected a number from 0 to 99")]
    [InlineData(Uk, UkHeader + "E0,15/08/2025,20:00,A,B,x,0,,,\n", 2, "column FTHG: expected a number from 0 to 99, found 'x'")]
    [InlineData(Uk, UkHeader + "E0,15/08/2025,20:00,A,B,1,0,evens,4.5,6\n", 2, "column AvgCH: expected decimal odds such as 2.10")]
    [InlineData(Uk, UkHeader + "E0,15/08/2025,20:00,A,B,1,0,,,,surplus\n", 2, "expected at most 10 columns")]
    [InlineData(Txt, "", 1, "expected a title with a season")]
    [InlineData(Txt, "<html>\n", 1, "expected a title with a season")]
    [InlineData(Txt, "= English Premier League\n", 1, "expected a title with a season")]
    [InlineData(Txt, "= English Premier League 2025/27\n", 1, "expected a title with a season")]
    [InlineData(Txt, Title + "  A v B 1-0\n", 2, "expected a day such as Fri Aug 15 above the first match")]
    [InlineData(Txt, Title + "Thu Aug 15\n", 2, "expected the right weekday, found 'Thu Aug 15', which is a Friday in 2025")]
    [InlineData(Txt, Title + "Sat Feb 30\n", 2, "expected a day such as Fri Aug 15, found 'Sat Feb 30'")]
    [InlineData(Txt, Title + "Wed May 23 2012\n", 2, "expected a day of 2025-26, found 'Wed May 23 2012'")]
    [InlineData(Txt, Title + "Fri Aug 15\n  25.00  A v B 1-0\n", 3, "expected a time such as 20:45")]
    [InlineData(Txt, Title + "Fri Aug 15\n  A v B 1-0 2-0\n", 3, "expected one score, found '1-0' and '2-0'")]
    [InlineData(Txt, Title + "Fri Aug 15\n  A v B 1-0 C\n", 3, "expected a match such as Arsenal v Chelsea 2-1 (1-0)")]
    [InlineData(Txt, Title + "Fri Aug 15\n  A v 1-0\n", 3, "expected")]
    [InlineData(Txt, Title + "Fri Aug 15\n  A v B 1-0 [lost]\n", 3, "found '[lost]'")]
    [InlineData(Txt, Title + "Fri Aug 15\n  A v B (aet, 4-2 pen)\n", 3, "expected a score before '(aet, 4-2 pen)'")]
    [InlineData(Txt, Title + "Fri Aug 15\n  A v B a.e.t.\n", 3, "expected a final score such as 2-1")]
    [InlineData(Txt, Title + "Fri Aug 15\n  Kick-off in the afternoon\n", 3, "expected a match such as")]
    [InlineData(Txt, Title + "Fri Aug 15\n  A v B 1-0\n   (Smith 10'\n\n  C v D 1-0\n", 4, "expected ) after the goals")]
    [InlineData(Txt, Title + "Fri Aug 15\n  A v B 1-0\n   (Smith 10'", 4, "expected ) after the goals")]
    public void An_unreadable_file_is_reported_with_its_line_and_the_expectation(string file, string text, int line, string expectation)
    {
        var path = Files.Write(file, text);

        AssertUnreadable(path, line, expectation, () => SeasonFiles.Read([path], new SourceOptions()));
    }

    [Theory]
    [InlineData(Json, "{\"matches\":[]}")]
    [InlineData(Own, OwnHeader)]
    [InlineData(Uk, UkHeader)]
    [InlineData(Txt, Title)]
    public void UTF16_is_refused_by_its_name(string file, string text)
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            foreach (var mark in new byte[][] { encoding.GetPreamble(), [] })
            {
                var path = Files.Write(file, "");
                File.WriteAllBytes(path, [.. mark, .. encoding.GetBytes(text)]);
                AssertUnreadable(path, 1, "expected UTF-8 text, found UTF-16", () => SeasonFiles.Read([path], new SourceOptions()));
            }
        }
    }

    [Theory]
    [InlineData(Json, "{\"matches\":[{\"date\":\"2025-08-15\",\"team1\":\"A\",\"team2\":\"B\",\"score\":[1,0]}]}")]
    [InlineData(Own, OwnHeader + "2025-08-15,A,B,1,0\n")]
    [InlineData(Uk, UkHeader + "E0,15/08/2025,20:00,A,B,1,0,,,\n")]
    [InlineData(Txt, Title + "Fri Aug 15\n  A v B 1-0\n")]
    public void A_byte_order_mark_of_UTF8_is_allowed(string file, string text) => Assert.Equal("A", ReadMatch(file, "\uFEFF" + text).Home);

    [Theory]
    [InlineData(Json)]
    [InlineData(Txt)]
    public void A_huge_file_is_refused_unread(string file)
    {
        var path = Files.Write(file, "");
        using (var huge = File.OpenWrite(path))
            huge.SetLength(65L * 1024 * 1024);

        var problem = Assert.Throws<UnreadableFileException>(() => SeasonFiles.Read([path], new SourceOptions()));
        Assert.StartsWith($"{path}: expected at most 67,108,864 bytes", problem.Message);
    }

    [Fact]
    public void Invalid_UTF8_is_reported_with_its_line()
    {
        var path = Files.Write(Txt, "");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes(Title + "Fri Aug 15\n  K"), 0xF6, .. "ln v B 1-0\n"u8]);

        AssertUnreadable(path, 3, "expected UTF-8 text, found an invalid byte", () => SeasonFiles.Read([path], new SourceOptions()));
    }
}
