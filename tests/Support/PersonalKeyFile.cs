using System.Security.Cryptography;
using System.Text.Json;

namespace ContactCenter.Support;

/// <summary>
/// The keys of personal data that every test's host has: made of their names, so that all processes of a run have the same ones
/// and no key stands in the repository. The file is thrown away with the process.
/// </summary>
public static class PersonalKeyFile
{
    /// <summary>The setting that names the file, as the environment spells it.</summary>
    public const string Setting = "Access__PersonalData__KeyFile";

    private static readonly Lazy<string> File = new(Make);

    /// <summary>Where it is.</summary>
    public static string Path => File.Value;

    private static string Make()
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"cc-keys-{Guid.CreateVersion7():n}.json");
        var contents = new
        {
            keys = new[] { new { id = "1", key = Named("key 1"), sealsFrom = DateTimeOffset.UnixEpoch } },
            fingerprint = Named("fingerprint"),
        };
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(path, options))
        {
            JsonSerializer.Serialize(file, contents);
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.File.Delete(path);
        return path;
    }

    private static byte[] Named(string name) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"only for tests: {name}"));
}
