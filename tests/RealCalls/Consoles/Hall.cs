using ContactCenter.Browser;
using ContactCenter.Support;
using Npgsql;
using NUnit.Framework;

namespace ContactCenter.RealCalls.Consoles;

/// <summary>Two agents and a dispatcher, each in a browser of their own.</summary>
internal sealed class Hall : IAsyncDisposable
{
    // The bound for everything that consoles show.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private Hall(AgentDesk first, AgentDesk second, ConsoleWindow board) => (First, Second, Board) = (first, second, board);

    /// <summary>Agent 1001, 唐敏, with a headset that answers by itself: F2 is the answer.</summary>
    internal AgentDesk First { get; }

    /// <summary>Agent 1002, 蒋丽华, with a telephone that rings: lifting it is the answer.</summary>
    internal AgentDesk Second { get; }

    internal ConsoleWindow Board { get; }

    internal static async Task<Hall> OpenAsync()
    {
        await NobodyCallsAsync();
        var windows = await Task.WhenAll(
            ConsoleRun.SignInAsync("1001", "agent-1001"),
            ConsoleRun.SignInAsync("1002", "agent-1002"),
            ConsoleRun.SignInAsync("dispatcher"));
        var hall = new Hall(new AgentDesk(windows[0]), new AgentDesk(windows[1]), windows[2]);
        await hall.First.SignOnAsync(headset: true);
        await hall.Second.SignOnAsync(headset: false);
        return hall;
    }

    /// <summary>Nobody calls, both agents are 示忙.</summary>
    internal async Task RestAsync()
    {
        await NobodyCallsAsync();
        await First.RestAsync();
        await Second.RestAsync();
    }

    /// <summary>Every call is over, and nobody waits to be called back.</summary>
    internal static async Task NobodyCallsAsync()
    {
        // A telephone that was switched off in mid call does not hang up.
        await ConsoleRun.Floor.Asterisk.CliAsync("channel request hangup all");
        await Until.TrueAsync(
            async _ => await ConsoleRun.Floor.ScalarAsync<long>("select count(*) from calls.calls where state <> 'ended'") == 0,
            TimeSpan.FromSeconds(10), "every call is over");
        // Whom a test before left to be called back would be, as soon as an agent is ready.
        await ConsoleRun.Floor.ExecuteAsync("delete from calls.callback_attempts; delete from calls.callbacks");
    }

    /// <summary>
    /// Does something and measures: from the database saying so until each console shows it. None may take longer than a second.
    /// </summary>
    internal static async Task ShownWithinASecondAsync(
        string so, Func<Task> act, params (ConsoleWindow Window, string Selector, string Text)[] shown)
    {
        var sightings = await Task.WhenAll(shown.Select(each => each.Window.LookOutAsync(each.Selector, each.Text)));
        var database = WhenSoAsync(so);
        await act();
        var since = await database;
        for (var each = 0; each < shown.Length; each++)
        {
            // The page may be drawn between the commit and our noticing of it: then the lag is negative, by little.
            var lag = await sightings[each].AtAsync(Bound + TimeSpan.FromSeconds(1)) - since;
            await TestContext.Out.WriteLineAsync($"{lag.TotalMilliseconds,5:0} ms  {shown[each].Selector} has {shown[each].Text}");
            Assert.That(lag, Is.LessThan(Bound), $"{shown[each].Selector} has {shown[each].Text}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // A ready agent left behind would be offered the next fixture's calls.
            await RestAsync();
        }
        finally
        {
            await First.Window.DisposeAsync();
            await Second.Window.DisposeAsync();
            await Board.DisposeAsync();
        }
    }

    private static async Task<DateTimeOffset> WhenSoAsync(string so)
    {
        await using var connection = new NpgsqlConnection(ConsoleRun.Floor.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select exists ({so})", connection);
        await command.PrepareAsync();
        await Until.TrueAsync(
            async token => (bool)(await command.ExecuteScalarAsync(token))!, TimeSpan.FromSeconds(20), so);
        return TimeProvider.System.GetUtcNow();
    }
}
