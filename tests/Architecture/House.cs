using System.Reflection;
using ContactCenter.Platform;

namespace ContactCenter.Architecture;

/// <summary>The house under test: its modules, as the host composes them, and its files.</summary>
internal static class House
{
    /// <summary>The modules the host is made of, found in the host's own references so that a new one cannot be forgotten.</summary>
    internal static IReadOnlyList<Assembly> Modules { get; } =
    [
        .. typeof(Program).Assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("ContactCenter.", StringComparison.Ordinal))
            .Select(Assembly.Load)
            .Where(assembly => ModuleClass(assembly) is not null)
            .OrderBy(assembly => assembly.GetName().Name),
    ];

    /// <summary>A module that breaks every rule on purpose.</summary>
    internal static Assembly Broken { get; } = typeof(Broken.BrokenModule).Assembly;

    /// <summary>The folder of the solution.</summary>
    internal static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The short name of an assembly: <c>Calls</c> for <c>ContactCenter.Calls</c>.</summary>
    internal static string ShortName(Assembly assembly) => assembly.GetName().Name!["ContactCenter.".Length..];

    /// <summary>The schema a module owns.</summary>
    internal static string Schema(Assembly module) =>
        ((IModule)Activator.CreateInstance(ModuleClass(module)!)!).Name;

    /// <summary>The files people write, by their path in the repository.</summary>
    internal static IEnumerable<SourceFile> Files(params string[] extensions) =>
        Walk(new DirectoryInfo(Root))
            .Where(file => extensions.Contains(file.Extension))
            .Select(file => new SourceFile(
                Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName)));

    private static Type? ModuleClass(Assembly assembly) =>
        Array.Find(assembly.GetExportedTypes(), type => type is { IsClass: true } && type.IsAssignableTo(typeof(IModule)));

    // Built, fetched and generated things lie in these.
    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => folder.EnumerateDirectories()
        .Where(inner => inner.Name is not ("artifacts" or "node_modules" or "wwwroot" or "dist" or "bin" or "obj" or "TestResults")
            && !inner.Name.StartsWith('.'))
        .SelectMany(Walk)
        .Concat(folder.EnumerateFiles());

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "ContactCenter.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No ContactCenter.sln above the tests."));
}

/// <summary>A file of the repository.</summary>
internal sealed record SourceFile(string Path, string Text);
