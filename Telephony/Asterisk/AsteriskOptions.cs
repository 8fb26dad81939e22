using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Telephony.Asterisk;

/// <summary>One Asterisk (22 or later) and how to reach its ARI; an item of <c>Telephony:Asterisk</c>.</summary>
internal sealed class AsteriskOptions
{
    /// <summary>The name of this PBX in every record; it must never be given to another one.</summary>
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,40}$")]
    public string Source { get; init; } = "asterisk-1";

    /// <summary>The address of Asterisk's HTTP server, e.g. <c>http://10.0.0.5:8088</c>, without <c>/ari</c>.</summary>
    [Required]
    public required Uri Url { get; init; }

    /// <summary>The user of <c>ari.conf</c>; it must not be read-only.</summary>
    [Required]
    public string User { get; init; } = "contactcenter";

    /// <summary>The user's password; set it by environment or secret, not in a file under version control.</summary>
    [Required]
    public required string Password { get; init; }

    /// <summary>The Stasis application of the dialplan. No other program may connect with the same name.</summary>
    [Required, RegularExpression("^[A-Za-z0-9_-]{1,40}$")]
    public string App { get; init; } = "contactcenter";
}
