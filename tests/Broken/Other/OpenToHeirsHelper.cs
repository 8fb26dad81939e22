using ContactCenter.Broken.One;

namespace ContactCenter.Broken.Other;

/// <summary>Neither sealed nor well named; reaches into another module's tables.</summary>
internal class OpenToHeirsHelper
{
    internal string Sql { get; } = SelectForeign;

    internal string Interpolated(int limit) => $"delete from access.sessions where number < {limit}";

    internal Type Other => typeof(HiddenRequest);

    private const string SelectForeign = """
        select id from calls.agents limit 1
        """;
}
