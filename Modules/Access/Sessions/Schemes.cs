namespace ContactCenter.Access.Sessions;

/// <summary>The ways to prove who one is.</summary>
internal static class Schemes
{
    /// <summary>The default: a token where the request carries one, else the cookie.</summary>
    internal const string Account = "account";

    internal const string Cookie = "cookie";

    internal const string Token = "token";
}
