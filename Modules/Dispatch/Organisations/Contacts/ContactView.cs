namespace ContactCenter.Dispatch.Organisations.Contacts;

/// <summary>A duty contact as everybody sees it by default.</summary>
/// <param name="Id">The contact.</param>
/// <param name="Version">To be named in a change.</param>
/// <param name="Role">What it is there for.</param>
/// <param name="Place">The order in which they are called.</param>
/// <param name="Hours">When, in words.</param>
/// <param name="Name">The name, masked.</param>
/// <param name="Number">The number, masked.</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="ChangedBy">By whom.</param>
internal sealed record ContactView(
    Guid Id, int Version, ContactRole Role, int Place, string Hours, string Name, string Number, DateTimeOffset ChangedAt,
    string ChangedBy);
