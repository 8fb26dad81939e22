namespace ContactCenter.Support;

/// <summary>Where things of this repository are, seen from a running test.</summary>
public static class Repository
{
    /// <summary>The folder that holds ContactCenter.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The scripts of deploy/, which tests start real servers with.</summary>
    public static string Deploy { get; } = Path.Combine(Root, "deploy");

    /// <summary>Where a run leaves what a person may want to look at afterwards: logs, screenshots.</summary>
    public static string Results { get; } = Directory.CreateDirectory(
        Environment.GetEnvironmentVariable("CONTACTCENTER_TEST_RESULTS") ?? Path.Combine(Root, "artifacts", "test-results"))
        .FullName;

    /// <summary>The built output of a project, in the configuration that the running test was built in.</summary>
    /// <exception cref="FileNotFoundException">The project was not built.</exception>
    public static string Built(string project, string file)
    {
        // artifacts/bin/<project>/<configuration>/, whichever test project asks.
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var path = Path.Combine(Root, "artifacts", "bin", project, configuration, file);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path} is not there: build {project} in {configuration} first.", path);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ContactCenter.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds ContactCenter.sln.");
    }
}
