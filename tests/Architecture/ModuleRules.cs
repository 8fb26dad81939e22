using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ArchUnitNET.Loader;
using ContactCenter.Platform;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Assembly = System.Reflection.Assembly;
using Type = System.Type;

namespace ContactCenter.Architecture;

/// <summary>The rules of the architecture that the compiler does not enforce; each answers with what breaks it.</summary>
internal static partial class ModuleRules
{
    /// <summary>A module stands on the contracts and the platform only.</summary>
    internal static IEnumerable<string> OtherModulesReferenced(Assembly module) => module.GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Where(name => name.StartsWith("ContactCenter.", StringComparison.Ordinal))
        .Except(["ContactCenter.Contracts", "ContactCenter.Platform"]);

    /// <summary>
    /// Of the contracts a module uses its own and those it may. Constants, as the names of rights are, leave no trace in
    /// what the compiler makes and are free to all.
    /// </summary>
    internal static IEnumerable<string> ForeignContractsUsed(Assembly module, IEnumerable<string> allowed)
    {
        using var definition = AssemblyDefinition.ReadAssembly(module.Location);
        return definition.MainModule.GetTypeReferences()
            .Where(type => type.Namespace.StartsWith("ContactCenter.Contracts.", StringComparison.Ordinal))
            .Where(type => !allowed.Append(House.ShortName(module)).Contains(type.Namespace.Split('.')[2]))
            .Select(type => type.FullName)
            .Distinct()
            .ToArray();
    }

    /// <summary>A module shows its module class and what its hub sends, down to the enums in it.</summary>
    internal static IEnumerable<string> ShownWithoutNeed(Assembly module)
    {
        var sent = new HashSet<Type>();
        foreach (var type in module.GetExportedTypes()
            .Where(type => type.Namespace!.EndsWith(".Live", StringComparison.Ordinal)))
        {
            Reach(type, sent);
        }

        return module.GetExportedTypes()
            .Where(type => !type.IsAssignableTo(typeof(IModule)) && !sent.Contains(type))
            .Select(type => type.FullName!);
    }

    /// <summary>The framework's generator skips a request that is not public, and its validation with it.</summary>
    internal static IEnumerable<string> HiddenRequests(Assembly module) => Own(module)
        .Where(type => type is { IsNested: true, IsNestedPublic: false })
        .Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal))
        .Select(type => type.FullName!);

    /// <summary>A class that others may inherit from has to be made for it.</summary>
    internal static IEnumerable<string> UnsealedClasses(Assembly assembly) => Own(assembly)
        .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false })
        .Select(type => type.FullName!);

    /// <summary>Names that say nothing about the thing.</summary>
    internal static IEnumerable<string> EmptyNames(Assembly assembly) => Own(assembly)
        .Where(type => EmptyName().IsMatch(type.Name))
        .Select(type => type.FullName!);

    /// <summary>
    /// The folders of a module depend on one another in one direction. A folder within a folder is the outer one's own
    /// affair. Answers the dependencies that go in a circle.
    /// </summary>
    internal static IEnumerable<string> FolderCycles(Assembly module)
    {
        var root = $"{module.GetName().Name}.";
        var edges = new ArchLoader().LoadAssemblies(module).Build().Types
            .SelectMany(type => type.Dependencies.Select(one => (From: type, To: one.Target)))
            .Select(edge => (edge.From, edge.To, FromFolder: FolderOf(edge.From.FullName), ToFolder: FolderOf(edge.To.FullName)))
            .Where(edge => edge is { FromFolder: not null, ToFolder: not null } && edge.FromFolder != edge.ToFolder)
            .ToList();

        // What depends on nothing that is left cannot be in a circle.
        while (edges.RemoveAll(edge => edges.TrueForAll(next => next.FromFolder != edge.ToFolder)) > 0)
        {
        }

        return edges.Select(edge => $"{edge.FromFolder} -> {edge.ToFolder}: {edge.From.FullName} -> {edge.To.FullName}").Distinct();

        string? FolderOf(string type) => type.StartsWith(root, StringComparison.Ordinal) && type[root.Length..].Split('.') is [var folder, _, ..]
            ? folder
            : null;
    }

    /// <summary>SQL, in code and in scripts, names only the schema of its module.</summary>
    internal static IEnumerable<string> ForeignSchemas(Assembly module, IEnumerable<string> otherSchemas)
    {
        // What the platform offers as a constant is compiled into whoever uses it.
        var offered = typeof(IModule).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(constant => constant.IsLiteral && constant.FieldType == typeof(string))
            .Select(constant => (string)constant.GetRawConstantValue()!);
        var foreign = new Regex($@"\b({string.Join('|', otherSchemas)})\.\w", RegexOptions.IgnoreCase);

        return Literals(module).Except(offered).Where(text => Statement().IsMatch(text))
            .Concat(Scripts(module))
            .Where(text => foreign.IsMatch(Comment().Replace(text, "")))
            .ToArray();
    }

    /// <summary>Contracts are records, identifiers, enums, interfaces and lists of constants; nothing that does something.</summary>
    internal static IEnumerable<string> MoreThanContracts(Assembly contracts) => contracts.GetExportedTypes()
        .Where(type => !type.IsInterface && !type.IsEnum && !IsRecord(type) && !IsListOfConstants(type))
        .Select(type => type.FullName!);

    /// <summary>What an assembly stands on besides .NET itself.</summary>
    internal static IEnumerable<string> Packages(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Where(name => !name.StartsWith("System.", StringComparison.Ordinal));

    private static void Reach(Type type, HashSet<Type> reached)
    {
        foreach (var inner in type.GetGenericArguments().Append(type.GetElementType() ?? type))
        {
            if (inner.Namespace?.StartsWith("ContactCenter.", StringComparison.Ordinal) is true ? reached.Add(inner) : inner != type)
            {
                foreach (var property in inner.GetProperties())
                {
                    Reach(property.PropertyType, reached);
                }
            }
        }
    }

    private static IEnumerable<Type> Own(Assembly assembly) => assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith("ContactCenter.", StringComparison.Ordinal) is true)
        .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.Name.StartsWith('<'));

    private static bool IsRecord(Type type) => type
        .GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public) is not null;

    private static bool IsListOfConstants(Type type) => type is { IsAbstract: true, IsSealed: true }
        && type.GetMembers(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .All(member => member is FieldInfo { IsLiteral: true });

    private static IReadOnlyList<string> Literals(Assembly module)
    {
        using var definition = AssemblyDefinition.ReadAssembly(module.Location);
        return
        [
            .. definition.MainModule.GetTypes()
                .SelectMany(type => type.Methods)
                .Where(method => method.HasBody)
                .SelectMany(method => method.Body.Instructions)
                .Where(instruction => instruction.OpCode == OpCodes.Ldstr)
                .Select(instruction => (string)instruction.Operand),
        ];
    }

    private static IEnumerable<string> Scripts(Assembly module) => module.GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
        .Select(name =>
        {
            using var reader = new StreamReader(module.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        });

    // A part of an interpolated statement need not start like one.
    [GeneratedRegex(@"^\s*(with|select|insert|update|delete|create|alter)\b|\b(from|join|into)\s+\w+\.\w", RegexOptions.IgnoreCase)]
    private static partial Regex Statement();

    [GeneratedRegex("--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("(Manager|Helpers?|Service|Utils?|Utilities|Common|Base|Impl)$")]
    private static partial Regex EmptyName();
}
