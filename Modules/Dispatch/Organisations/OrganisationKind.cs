namespace ContactCenter.Dispatch.Organisations;

/// <summary>What kind of handling unit (承办单位) an organisation is.</summary>
internal enum OrganisationKind
{
    /// <summary>县市区、管理区: a county-level unit; the one of its area.</summary>
    County,

    /// <summary>市直部门: a department of the city.</summary>
    Department,

    /// <summary>下属单位: a part of a county's, department's or enterprise's own.</summary>
    SubUnit,

    /// <summary>乡镇、街道: the grass roots, which departments' matters must not be sent to.</summary>
    Township,

    /// <summary>企业: a utility or another enterprise that handles what concerns it.</summary>
    Enterprise,

    /// <summary>12345热线: the hotline itself.</summary>
    Hotline,
}
