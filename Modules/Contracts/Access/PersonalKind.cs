namespace ContactCenter.Contracts.Access;

/// <summary>What kind of personal datum a value is; it decides how the value is normalised, fingerprinted and masked.</summary>
public enum PersonalKind
{
    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>A person's or a contact's name.</summary>
    Name,

    /// <summary>An identity card's or another document's number.</summary>
    IdentityNumber,

    /// <summary>A home or other private address.</summary>
    Address,

    /// <summary>Free text that may name people, such as an appeal's raw narrative.</summary>
    Narrative,
}
