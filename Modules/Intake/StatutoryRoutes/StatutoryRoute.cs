namespace ContactCenter.Intake.StatutoryRoutes;

/// <summary>Where a matter belongs that a hotline may not take (法定途径).</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Matters">Which matters.</param>
/// <param name="Text">What the citizen is told.</param>
/// <param name="Active">Whether it can be chosen.</param>
/// <param name="Version">Grows with each change.</param>
internal sealed record StatutoryRoute(string Key, string Name, string Matters, string Text, bool Active, int Version)
{
    internal const string Find = """
        select key as Key, name as Name, matters as Matters, text as Text, active as Active, version as Version
        from intake.statutory_routes
        where key = @key
        """;
}
