using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Intake;

/// <summary>Settings of intake.</summary>
internal sealed class IntakeOptions
{
    /// <summary>The folder of attachments, outside the database. Default <c>attachments</c> below the program's folder.</summary>
    [Required]
    public string AttachmentFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "attachments");

    /// <summary>The largest attachment. Default 20 MB.</summary>
    [Range(1024, 1024L * 1024 * 1024)]
    public long LargestAttachmentBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>How many attachments an appeal may have. Default 20.</summary>
    [Range(1, 1000)]
    public int MostAttachments { get; init; } = 20;

    /// <summary>A clamd that looks at attachments, <c>host:port</c>; without one they are kept as not scanned.</summary>
    [RegularExpression(@"[^:\s]+:\d{1,5}")]
    public string? Clamd { get; init; }

    /// <summary>How often a minute one address may ask for progress. Default 10.</summary>
    [Range(1, 10000)]
    public int QueriesPerAddressAndMinute { get; init; } = 10;

    /// <summary>How many wrong query codes an hour an appeal's number bears. Default 5.</summary>
    [Range(1, 1000)]
    public int WrongCodesPerNumberAndHour { get; init; } = 5;

    /// <summary>How many appeals one address may hand in over the web form in an hour. Default 10.</summary>
    [Range(1, 10000)]
    public int WebAppealsPerAddressAndHour { get; init; } = 10;

    /// <summary>The short messages' provider, an HTTP address; without one they are written to <see cref="MessageFile"/>.</summary>
    [Url]
    public string? MessageProvider { get; init; }

    /// <summary>What the provider is told in the <c>Authorization</c> header.</summary>
    public string? MessageAuthorization { get; init; }

    /// <summary>
    /// The body the provider wants; <c>{number}</c>, <c>{text}</c> and <c>{key}</c> stand for JSON strings.
    /// </summary>
    [Required]
    public string MessageBody { get; init; } = """{"to": {number}, "content": {text}, "requestId": {key}}""";

    /// <summary>Where short messages are written while there is no provider. Default <c>messages.jsonl</c> below the program's folder.</summary>
    [Required]
    public string MessageFile { get; init; } = Path.Combine(AppContext.BaseDirectory, "messages.jsonl");

    /// <summary>How often a message is tried before it is given up. Default 8.</summary>
    [Range(1, 50)]
    public int MessageAttempts { get; init; } = 8;

    /// <summary>The signature (签名) at the head of every message.</summary>
    [Required]
    public string MessageSignature { get; init; } = "【永州12345】";
}
