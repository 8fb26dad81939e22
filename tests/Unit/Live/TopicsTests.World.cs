using ContactCenter.Platform.Live;
using CsCheck;
using Microsoft.AspNetCore.SignalR.Protocol;
using NUnit.Framework;

namespace ContactCenter.Unit.Live;

/// <summary>The database, the hosts and the consoles that its tests move about.</summary>
public sealed partial class TopicsTests
{
    /// <summary>A database, this host and another one, played by the test step by step.</summary>
    private sealed class World
    {
        private readonly Func<int, int> choose;
        private readonly Dictionary<string, LiveChange> committed = [];
        private readonly SortedDictionary<long, LoggedChange> log = [];
        private readonly List<(string Name, bool Own, List<LoggedChange> Rows)> running = [];
        private readonly List<List<LoggedChange>> returned = [];
        private readonly List<(Topic Topic, int Life)> toLoad = [];
        private readonly List<(Topic Topic, int Life, List<LiveItem> Items)> loading = [];
        private (LoggedChange[] Rows, bool Complete)? reading;
        private Follower? follower;
        private long lastId;

        internal World(Func<int, int> choose)
        {
            this.choose = choose;
            var metrics = new LiveMetrics();
            Topics = new Topics(new FanOut(TimeProvider.System, metrics), TimeProvider.System, metrics);
        }

        internal Topics Topics { get; }

        internal Topic Topic { get; private set; } = null!;

        internal void Open()
        {
            Topic = Topics.Open("t", out _);
            follower = new Follower(Topic);
        }

        internal void Step()
        {
            switch (choose(16))
            {
                case 0 or 1 or 2: Write(); break;
                case 3 or 4 or 5: End(commit: true); break;
                case 6: End(commit: false); break;
                case 7 or 8: Tell(); break;
                case 9: BeginReading(limit: 1 + choose(4)); break;
                case 10 or 11: EndReading(); break;
                case 12: reading = null; break;      // The connection broke.
                case 13: BeginLoad(); EndLoad(); break;
                case 14: follower?.Follow(); break;
                case 15 when follower is null: Open(); break;
                case 15 when choose(8) == 0: Restart(); break;
                default: BeginLoad(); Topics.Tidy(); break;
            }
        }

        internal void Settle()
        {
            while (running.Count > 0)
            {
                End(commit: true);
            }

            while (returned.Count > 0)
            {
                Tell();
            }

            if (follower is null)
            {
                Open();
            }

            // Two sweeps tell that nobody is left to write what is missing.
            for (var sweep = 0; sweep < 3; sweep++)
            {
                EndReading();
                BeginReading(limit: 1000);
                EndReading();
                while (toLoad.Count > 0)
                {
                    BeginLoad();
                }

                while (loading.Count > 0)
                {
                    EndLoad();
                }
            }

            follower!.Follow();
            Same([Topics.MissingRows], [0], "nothing is waited for any more");
        }

        internal IEnumerable<(string, long, string)> Database() => committed.Values
            .Where(change => change.Value is not null)
            .Select(change => (change.Key, change.Version, change.Value!));

        internal IEnumerable<(string, long, string)> Followed() => follower!.Items;

        internal IEnumerable<(string, long, string)> Shown()
        {
            var newcomer = new Follower(Topic);
            newcomer.Follow();
            return newcomer.Items;
        }

        private void Write()
        {
            // A row lock: nobody else writes the key until this transaction ends.
            var key = $"{choose(3)}";
            if (running.Any(one => one.Rows.Any(row => row.Change.Key == key)))
            {
                return;
            }

            var version = (committed.GetValueOrDefault(key)?.Version ?? 0) + 1;
            var row = new LoggedChange(++lastId, new LiveChange(
                "t", key, version, choose(3) == 0 ? null : $"{lastId}", Urgent: choose(4) == 0));
            if (running.Count > 0 && choose(3) == 0)
            {
                running[^1].Rows.Add(row);
            }
            else
            {
                running.Add(($"1/{lastId}", choose(2) == 0, [row]));
            }
        }

        private void End(bool commit)
        {
            if (running.Count == 0)
            {
                return;
            }

            var index = choose(running.Count);
            var (_, own, rows) = running[index];
            running.RemoveAt(index);
            if (commit)
            {
                foreach (var row in rows)
                {
                    log[row.Id] = row;
                    committed[row.Change.Key] = row.Change;
                }

                if (own)
                {
                    returned.Add(rows);
                }
            }
        }

        private void Tell()
        {
            if (returned.Count > 0)
            {
                var index = choose(returned.Count);
                Topics.Committed(returned[index]);
                if (choose(4) != 0)
                {
                    returned.RemoveAt(index);
                }
            }
        }

        private void BeginReading(int limit)
        {
            if (reading is null)
            {
                Topics.NoteWriters([.. running.Select(one => one.Name)]);
                var next = Topics.BeginReading();
                var rows = log.Values
                    .Where(row => (row.Id > next.After || next.Missing.Contains(row.Id)) && !next.Seen.Contains(row.Id))
                    .Take(limit)
                    .ToArray();
                reading = (rows, rows.Length < limit);
            }
        }

        private void EndReading()
        {
            if (reading is { } read)
            {
                reading = null;
                toLoad.AddRange(Topics.EndReading(read.Rows, read.Complete).ToLoad.Select(topic => (topic, topic.Life)));
            }
        }

        private void BeginLoad()
        {
            if (toLoad.Count > 0)
            {
                var (topic, life) = toLoad[0];
                toLoad.RemoveAt(0);
                loading.Add((topic, life, [.. Database().Select(item => new LiveItem(item.Item1, item.Item2, item.Item3))]));
            }
        }

        private void EndLoad()
        {
            if (loading.Count > 0)
            {
                Topics.Loaded(loading[0].Topic, loading[0].Life, loading[0].Items);
                loading.RemoveAt(0);
            }
        }

        private void Restart()
        {
            reading = null;
            var end = log.Keys.LastOrDefault();
            Topics.StartAt(end, isRow: true, Enumerable.Range(1, (int)end).Select(id => (long)id).Where(id => !log.ContainsKey(id)));
        }
    }

    /// <summary>A console that takes each frame only where it stands.</summary>
    private sealed class Follower(Topic topic)
    {
        private readonly Subscription subscription = new(topic, null!, null!, null, 0);
        private readonly Dictionary<string, (long Version, string Value)> items = [];
        private (string, long) place;

        internal IEnumerable<(string, long, string)> Items =>
            items.Select(item => (item.Key, item.Value.Version, item.Value.Value));

        internal void Follow()
        {
            while (topic.Next(subscription) is { } message)
            {
                var frame = ((LiveFrame[])((InvocationMessage)message.Message!).Arguments[0]!)[0];
                if (frame.Snapshot)
                {
                    items.Clear();
                }
                else if ((frame.Epoch, frame.From) != place)
                {
                    throw new InvalidOperationException($"At {place} came what follows {(frame.Epoch, frame.From)}.");
                }

                place = (frame.Epoch, frame.To);
                foreach (var item in frame.Items)
                {
                    if (item.Value is null)
                    {
                        items.Remove(item.Key);
                    }
                    else
                    {
                        items[item.Key] = (item.Version, item.Value);
                    }
                }
            }
        }
    }
}
