namespace ContactCenter.Telephony.Asterisk;

/// <summary>The arguments that the dialplan gives with a call.</summary>
internal static class AriArguments
{
    /// <summary>
    /// The arguments of an event. Each is URI-encoded and has no comma of its own, but Asterisk does not cut at commas after an
    /// unpaired bracket, which a caller may send: so they are cut again.
    /// </summary>
    internal static IReadOnlyList<string> Of(string[] args) =>
        Array.Exists(args, argument => argument.Contains(',', StringComparison.Ordinal))
            ? string.Join(',', args).Split(',')
            : args;

    /// <summary>The arguments of a channel in a list, which shows them as <c>app,inbound,12345,…</c>; none for other applications.</summary>
    internal static IReadOnlyList<string> OfApplicationData(string? data, string app) =>
        data is not null && data.StartsWith(app, StringComparison.Ordinal) && data.Length > app.Length && data[app.Length] == ','
            ? data[(app.Length + 1)..].Split(',')
            : [];
}
