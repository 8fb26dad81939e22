namespace ContactCenter.Intake.Attachments;

/// <summary>Something that looks at files for what harms.</summary>
internal interface IVirusScan
{
    /// <summary>Looks at a file from where it stands to its end.</summary>
    Task<Scan> ScanAsync(Stream file, CancellationToken cancellationToken);
}

/// <summary>What a scan found.</summary>
internal enum Scan
{
    /// <summary>Nobody looked.</summary>
    NotScanned,

    /// <summary>Nothing was found.</summary>
    Clean,

    /// <summary>It harms.</summary>
    Infected,

    /// <summary>Somebody should have looked and could not.</summary>
    Unavailable,
}
