using ContactCenter.Contracts.Access;
using ContactCenter.Contracts.Calls;
using ContactCenter.Contracts.Intake;
using ContactCenter.Platform.Database;
using ContactCenter.Platform.Events;

namespace ContactCenter.Intake.Messages;

/// <summary>Short messages as rows: durable once committed, sent by whichever host takes them first.</summary>
internal sealed class MessageBook(Db db, IPersonalData personal, Bells bells) : IShortMessages
{
    internal const string Bell = "messages";

    /// <summary>The longest text; a longer one is cut, because a message cut is better than none.</summary>
    internal const int Longest = 500;

    public async Task SendAsync(string key, PhoneNumber number, string text, CancellationToken cancellationToken)
    {
        await using var work = await db.BeginAsync(cancellationToken);
        await WriteAsync(work, key, number.Digits, text);
        await work.CommitAsync();
        bells.Ring(Bell);
    }

    /// <summary>Writes a message within the work that is its occasion. A repeat of the key writes nothing.</summary>
    internal Task WriteAsync(Work work, string key, string number, string text) => work.ExecuteAsync(Insert, new
    {
        Id = Guid.CreateVersion7(),
        key,
        Number = personal.Seal(PersonalKind.Phone, number).Token,
        Masked = personal.Mask(PersonalKind.Phone, number),
        Text = personal.Seal(PersonalKind.Narrative, text.Length <= Longest ? text : text[..(Longest - 1)] + "…").Token,
    });

    private const string Insert = """
        insert into intake.messages (id, key, number_sealed, number_masked, text_sealed)
        values (@Id, @key, @Number, @Masked, @Text)
        on conflict (key) do nothing    -- The occasion has its message already.
        """;
}
