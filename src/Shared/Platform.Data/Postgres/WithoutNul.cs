using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Platform.Data.Postgres;

/// <summary>
/// PostgreSQL has no NUL in a text and refuses the whole command. No text of ours means anything by one, so that they are
/// left out here, whichever way they came in: a body, a query, a form, a file.
/// </summary>
internal sealed class WithoutNul : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Clean(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => new(Clean(command, result));

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Clean(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => new(Clean(command, result));

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => Clean(command, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) => new(Clean(command, result));

    private static T Clean<T>(DbCommand command, T result)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            if (parameter.Value is string text && Has(text)) parameter.Value = Clean(text);
            else if (parameter.Value is IEnumerable<string?> texts && texts.Any(Has)) parameter.Value = texts.Select(t => t is null ? null : Clean(t)).ToArray();
        }

        return result;
    }

    private static bool Has(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;

    private static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal);
}
