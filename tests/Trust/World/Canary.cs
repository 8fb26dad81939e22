using System.Diagnostics;
using Npgsql;

namespace ContactCenter.Trust.World;

/// <summary>
/// Feels whether the machine itself has time for anybody: a short sleep and the smallest durable commit, again and again. Where
/// even that takes long, nobody can be blamed for being late.
/// </summary>
internal sealed class Canary(string database, OutageLog outages)
{
    internal const string Starved = "starved";

    private const string Prepare = "create schema if not exists trust; create table if not exists trust.canary (at timestamptz)";

    private const string Commit = "insert into trust.canary (at) values (clock_timestamp())";

    private static readonly TimeSpan Sleep = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Bearable = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether the last look took long.</summary>
    internal bool IsStarved { get; private set; }

    internal async Task SingAsync(CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                await using var connection = new NpgsqlConnection($"{database};Pooling=false");
                await connection.OpenAsync(stop);
                await using (var prepare = new NpgsqlCommand(Prepare, connection))
                {
                    await prepare.ExecuteNonQueryAsync(stop);
                }

                await using var commit = new NpgsqlCommand(Commit, connection);
                while (true)
                {
                    var (began, ticks) = (Clock.Now, Stopwatch.GetTimestamp());
                    await Task.Delay(Sleep, stop);
                    await commit.ExecuteNonQueryAsync(stop);
                    IsStarved = Stopwatch.GetElapsedTime(ticks) > Sleep + Bearable;
                    if (IsStarved)
                    {
                        outages.Note(Starved, began, Clock.Now);
                    }
                }
            }
            catch (NpgsqlException)
            {
                // The database is away, which is noted where it is taken away.
                await Task.Delay(Sleep, stop);
            }
        }
    }
}
