using ContactCenter.Trust.History;

namespace ContactCenter.Trust.World;

/// <summary>An event on its way to the hosts, and what became of it.</summary>
internal sealed class Telling(string id, string call, string what, string? leg, string mood)
{
    private readonly Lock gate = new();
    private DateTime? acknowledgedAt;
    private int status;
    private int attempts;

    internal DateTime At { get; } = Clock.Now;

    internal string Id => id;

    internal string Mood => mood;

    internal void Answered(int code)
    {
        lock (gate)
        {
            attempts++;
            if (acknowledgedAt is not null)
            {
                return;
            }

            status = code;
            if (code is 200 or 202)
            {
                acknowledgedAt = Clock.Now;
            }
        }
    }

    internal ToldEvent ToEvidence()
    {
        lock (gate)
        {
            return new ToldEvent(id, call, what, leg, At, acknowledgedAt, status, attempts, mood);
        }
    }
}
