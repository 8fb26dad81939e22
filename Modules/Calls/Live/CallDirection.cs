namespace ContactCenter.Calls.Live;

/// <summary>Which way a call came about.</summary>
public enum CallDirection
{
    /// <summary>A citizen called.</summary>
    Inbound,

    /// <summary>A missed caller is called back (漏接回拨).</summary>
    Callback,
}
