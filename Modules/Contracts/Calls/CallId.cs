using System.Security.Cryptography;
using System.Text;

namespace ContactCenter.Contracts.Calls;

/// <summary>Identifies one citizen's telephone call from its arrival to its end, through every transfer.</summary>
public readonly record struct CallId(Guid Value) : ITypedId<CallId>
{
    /// <inheritdoc/>
    public static CallId From(Guid value) => new(value);

    /// <summary>
    /// The identifier of a PBX's call. The same source and call give the same identifier on every host and after every
    /// restart, so that no table is needed to find a call again and a repeated arrival cannot become a second call.
    /// </summary>
    public static CallId Of(string source, string call)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{call}"), hash);

        // RFC 9562, version 8: a name-based identifier of our own making.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new CallId(new Guid(hash[..16], bigEndian: true));
    }

    /// <summary>Lets a route or a query parameter be a call identifier.</summary>
    public static bool TryParse(string? text, out CallId id)
    {
        var read = Guid.TryParse(text, out var value);
        id = new CallId(value);
        return read;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
