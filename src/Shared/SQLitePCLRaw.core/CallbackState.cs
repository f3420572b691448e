using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SQLitePCL;

/// <summary>
/// A managed object that SQLite keeps for a callback: a GCHandle as the callback's user data, which SQLite gives back
/// through the destroy callback when the function, collation or connection goes away.
/// </summary>
internal static class CallbackState
{
    internal static nint New(object value) => GCHandle.ToIntPtr(GCHandle.Alloc(value));

    internal static T Get<T>(nint state)
        where T : class => Unsafe.As<T>(GCHandle.FromIntPtr(state).Target!);

    internal static void Free(nint state)
    {
        if (state != 0) GCHandle.FromIntPtr(state).Free();
    }

    internal sealed record Scalar(delegate_function_scalar Function, object? State);

    internal sealed record Aggregate(delegate_function_aggregate_step Step, delegate_function_aggregate_final Final, object? State);

    internal sealed record Collation(strdelegate_collation Compare, object? State);

    internal sealed record Rollback(delegate_rollback Hook, object? State);
}
