using System.ComponentModel.DataAnnotations;

namespace ContactCenter.Access.Accounts;

/// <summary>A list of roles that exist, each once.</summary>
internal sealed class KnownRolesAttribute() : ValidationAttribute($"角色只能是：{string.Join('、', RightsOfRoles.AllRoles)}，且不可重复。")
{
    public override bool IsValid(object? value) =>
        value is IReadOnlyCollection<string> roles
        && roles.All(role => RightsOfRoles.AllRoles.Contains(role))
        && roles.Distinct().Count() == roles.Count;
}
