using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace SQLitePCL;

/// <summary>What SQLite calls. No exception may leave these: the caller is C.</summary>
internal static unsafe class Callbacks
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void OnDestroy(nint state) => CallbackState.Free(state);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void OnScalar(nint context, int count, nint* values)
    {
        try
        {
            var scalar = CallbackState.Get<CallbackState.Scalar>(Native.sqlite3_user_data(context));
            scalar.Function(new sqlite3_context { Pointer = context }, scalar.State, Values(count, values));
        }
        catch (Exception e)
        {
            raw.ResultError(context, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void OnStep(nint context, int count, nint* values)
    {
        try
        {
            var aggregate = CallbackState.Get<CallbackState.Aggregate>(Native.sqlite3_user_data(context));
            aggregate.Step(AggregateContext(context, final: false), aggregate.State, Values(count, values));
        }
        catch (Exception e)
        {
            raw.ResultError(context, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void OnFinal(nint context)
    {
        try
        {
            var aggregate = CallbackState.Get<CallbackState.Aggregate>(Native.sqlite3_user_data(context));
            aggregate.Final(AggregateContext(context, final: true), aggregate.State);
        }
        catch (Exception e)
        {
            raw.ResultError(context, e.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int OnCompare(nint state, int length1, byte* text1, int length2, byte* text2)
    {
        string s1 = Encoding.UTF8.GetString(text1, length1), s2 = Encoding.UTF8.GetString(text2, length2);
        try
        {
            var collation = CallbackState.Get<CallbackState.Collation>(state);
            return collation.Compare(collation.State, s1, s2);
        }
        catch
        {
            return string.CompareOrdinal(s1, s2); // a collation cannot report an error
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void OnRollback(nint state)
    {
        try
        {
            var rollback = CallbackState.Get<CallbackState.Rollback>(state);
            rollback.Hook(rollback.State);
        }
        catch
        {
            // The rollback has happened; there is nobody to tell.
        }
    }

    private static sqlite3_value[] Values(int count, nint* values)
    {
        var result = new sqlite3_value[count];
        for (var i = 0; i < count; i++) result[i] = new sqlite3_value(values[i]);
        return result;
    }

    /// <summary>The managed context of one aggregation: made at its first step, kept in the memory SQLite reserves for it.</summary>
    private static sqlite3_context AggregateContext(nint context, bool final)
    {
        var slot = Native.sqlite3_aggregate_context(context, final ? 0 : sizeof(nint)); // null in a final without a step
        if (slot is not null && *slot == 0) *slot = CallbackState.New(new sqlite3_context());
        var result = slot is null ? new sqlite3_context() : CallbackState.Get<sqlite3_context>(*slot);
        if (final && slot is not null)
        {
            CallbackState.Free(*slot);
            *slot = 0;
        }
        result.Pointer = context;
        return result;
    }
}
