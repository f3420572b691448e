using System.Linq.Expressions;

namespace Platform.Data.Lists;

/// <summary>Where a page of a list ended.</summary>
/// <param name="Order">The order the list was in; a cursor of another order is refused.</param>
/// <param name="Key">The last item's value in that order.</param>
/// <param name="Id">The last item's id, which tells equal keys apart.</param>
public sealed record Position<TKey>(string Order, TKey Key, Guid Id);

/// <summary>Pages by the last item's place instead of by counting.</summary>
public static class KeysetQueries
{
    /// <summary>
    /// Orders by key and id, and starts after the cursor. The condition's first half (<c>key &gt;= @key</c>) is what an
    /// index on both columns is entered by; the second cuts off what was seen.
    /// </summary>
    /// <param name="query">The whole list.</param>
    /// <param name="key">What it is ordered by.</param>
    /// <param name="id">Tells rows of the same key apart.</param>
    /// <param name="descending">Whether the largest comes first.</param>
    /// <param name="after">The end of the page before; null for the first page.</param>
    public static IQueryable<T> PageAfter<T, TKey>(
        this IQueryable<T> query, Expression<Func<T, TKey>> key, Expression<Func<T, Guid>> id, bool descending, Position<TKey>? after)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(id);
        if (after is not null) query = query.Where(Beyond(key, id, descending, after.Key, after.Id));
        return descending ? query.OrderByDescending(key).ThenByDescending(id) : query.OrderBy(key).ThenBy(id);
    }

    private static Expression<Func<T, bool>> Beyond<T, TKey>(
        Expression<Func<T, TKey>> key, Expression<Func<T, Guid>> id, bool descending, TKey lastKey, Guid lastId)
    {
        var item = key.Parameters[0];
        var idBody = new Replace(id.Parameters[0], item).Visit(id.Body);
        Expression<Func<TKey>> keyValue = () => lastKey;
        Expression<Func<Guid>> idValue = () => lastId;
        var (beyond, from) = descending
            ? (ExpressionType.LessThan, ExpressionType.LessThanOrEqual)
            : (ExpressionType.GreaterThan, ExpressionType.GreaterThanOrEqual);
        var body = Expression.AndAlso(
            Compare(from, key.Body, keyValue.Body),
            Expression.OrElse(Compare(beyond, key.Body, keyValue.Body), Compare(beyond, idBody, idValue.Body)));
        return Expression.Lambda<Func<T, bool>>(body, item);
    }

    // CompareTo is what EF translates for texts and ids, which have no comparison operators of their own.
    private static BinaryExpression Compare(ExpressionType type, Expression left, Expression right) =>
        left.Type == typeof(string) || left.Type == typeof(Guid)
            ? Expression.MakeBinary(type, Expression.Call(left, left.Type.GetMethod(nameof(string.CompareTo), [left.Type])!, right), Expression.Constant(0))
            : Expression.MakeBinary(type, left, right);

    private sealed class Replace(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
