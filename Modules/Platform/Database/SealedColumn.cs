using ContactCenter.Contracts.Access;
using Microsoft.Extensions.DependencyInjection;

namespace ContactCenter.Platform.Database;

/// <summary>
/// A column with sealed values, by themselves or within a longer text. It is gone through by the table's own pages: no index is
/// needed, no row is read twice, and nobody waits for it nor it for anybody.
/// </summary>
/// <typeparam name="T">What the column holds: <see cref="string"/>, or bytes.</typeparam>
internal sealed class SealedColumn<T>(Db db, IResealing resealing, string table, string column) : IResealable
    where T : class
{
    private const int Pages = 64;

    public string Name => $"{table}.{column}";

    public async Task<long> ResealAsync(CancellationToken cancellationToken)
    {
        var (found, end) = (0L, await db.FindAsync<long>(CountPages, new { table }, cancellationToken));
        for (long page = 0; page < end; page += Pages)
        {
            var rows = await db.ListAsync<Row>(Select, new { From = $"({page},0)", To = $"({page + Pages},0)" }, cancellationToken);
            var old = rows.Select(row => (row.Place, row.Value, Fresh: Again(row.Value))).Where(row => row.Fresh is not null).ToArray();
            if (old.Length > 0)
            {
                await using var work = await db.BeginAsync(cancellationToken);
                await work.ExecuteAsync(Update, new
                {
                    Places = old.Select(row => row.Place).ToArray(),
                    Values = old.Select(row => row.Value).ToArray(),
                    Fresh = old.Select(row => row.Fresh!).ToArray(),
                });
                await work.CommitAsync();
                found += old.Length;
            }
        }

        return found;
    }

    private T? Again(T value) => value switch
    {
        string text => resealing.Again(text) as T,
        byte[] bytes => resealing.Again(bytes) as T,
        _ => null,
    };

    private const string CountPages = "select pg_relation_size(@table::regclass) / current_setting('block_size')::bigint";

    private string Select => $"""
        select ctid::text as Place, {column} as Value
        from {table}
        where ctid >= @From::tid and ctid < @To::tid and {column} is not null
        """;

    // A row that somebody has locked is left alone: waiting for it while holding others is how deadlocks begin.
    private string Update => $"""
        with free as (
            select ctid as place from {table} where ctid = any(@Places::tid[]) for update skip locked
        )
        update {table} target
        set {column} = fresh.value
        from free
        join unnest(@Places::tid[], @Values, @Fresh) as fresh (place, old, value) on fresh.place = free.place
        where target.ctid = free.place and target.{column} = fresh.old
        """;

    private sealed record Row(string Place, T Value);
}

/// <summary>Lets a module say where it keeps sealed values.</summary>
public static class SealedColumnServices
{
    /// <summary>Text columns of a table with sealed values in them.</summary>
    public static IServiceCollection AddSealedColumns(
        this IServiceCollection services, string table, params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            Add<string>(services, table, column);
        }

        return services;
    }

    /// <summary>A column of sealed messages.</summary>
    public static IServiceCollection AddSealedMessages(this IServiceCollection services, string table, string column) =>
        Add<byte[]>(services, table, column);

    private static IServiceCollection Add<T>(IServiceCollection services, string table, string column)
        where T : class => services.AddSingleton<IResealable>(provider => new SealedColumn<T>(
            provider.GetRequiredService<Db>(), provider.GetRequiredService<IResealing>(), table, column));
}
