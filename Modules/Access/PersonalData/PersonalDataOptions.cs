using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Access.PersonalData;

/// <summary>The settings under <c>Access:PersonalData</c>.</summary>
internal sealed class PersonalDataOptions
{
    /// <summary>
    /// The file with the keys that personal data are sealed with. It never lies in the database, nor in its backups: whoever
    /// has one of the two has nothing. Without it the host does not start.
    /// </summary>
    [Required(ErrorMessage =
        "Set Access__PersonalData__KeyFile to the file with the keys of personal data; "
        + "'ContactCenter.Host.dll rotate-personal-key' makes it where there is none.")]
    public string KeyFile { get; init; } = "";
}
