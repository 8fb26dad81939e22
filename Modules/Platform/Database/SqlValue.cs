using NpgsqlTypes;

namespace ContactCenter.Platform.Database;

/// <summary>
/// A parameter of a <see cref="Batch"/> with its type, which a null alone does not tell: a statement whose parameters change
/// their types is planned anew each time.
/// </summary>
public readonly struct SqlValue
{
    private SqlValue(NpgsqlDbType type, object? value) => (Type, Value) = (type, value);

    internal NpgsqlDbType Type { get; }

    internal object? Value { get; }

    /// <summary><c>text</c>.</summary>
    public static implicit operator SqlValue(string? value) => new(NpgsqlDbType.Text, value);

    /// <summary><c>uuid</c>.</summary>
    public static implicit operator SqlValue(Guid? value) => new(NpgsqlDbType.Uuid, value);

    /// <summary><c>timestamptz</c>; the time is UTC.</summary>
    public static implicit operator SqlValue(DateTime? value) => new(NpgsqlDbType.TimestampTz, value);

    /// <summary><c>boolean</c>.</summary>
    public static implicit operator SqlValue(bool? value) => new(NpgsqlDbType.Boolean, value);

    /// <summary><c>int</c>.</summary>
    public static implicit operator SqlValue(int value) => new(NpgsqlDbType.Integer, value);

    /// <summary><c>int</c>.</summary>
    public static implicit operator SqlValue(int? value) => new(NpgsqlDbType.Integer, value);

    /// <summary><c>bigint</c>.</summary>
    public static implicit operator SqlValue(long value) => new(NpgsqlDbType.Bigint, value);

    /// <summary><c>double precision</c>.</summary>
    public static implicit operator SqlValue(double value) => new(NpgsqlDbType.Double, value);

    /// <summary><c>text[]</c>.</summary>
    public static implicit operator SqlValue(string?[] value) => new(NpgsqlDbType.Array | NpgsqlDbType.Text, value);

    /// <summary><c>uuid[]</c>.</summary>
    public static implicit operator SqlValue(Guid[] value) => new(NpgsqlDbType.Array | NpgsqlDbType.Uuid, value);

    /// <summary><c>bigint[]</c>.</summary>
    public static implicit operator SqlValue(long[] value) => new(NpgsqlDbType.Array | NpgsqlDbType.Bigint, value);

    /// <summary><c>boolean[]</c>.</summary>
    public static implicit operator SqlValue(bool[] value) => new(NpgsqlDbType.Array | NpgsqlDbType.Boolean, value);
}
