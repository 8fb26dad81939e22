using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace ContactCenter.Access.Sessions;

/// <summary>Keeps the keys that protect cookies in the database. The framework asks for them without awaiting.</summary>
internal sealed class DataProtectionKeys(NpgsqlDataSource source) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = source.OpenConnection();
        return [.. connection.Query<string>(SelectKeys).Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = source.OpenConnection();
        connection.Execute(
            InsertKey, new { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
    }

    private const string SelectKeys = """
        select xml from access.data_protection_keys order by id limit 1000
        """;

    private const string InsertKey = """
        insert into access.data_protection_keys (name, xml) values (@Name, @Xml)
        """;
}
