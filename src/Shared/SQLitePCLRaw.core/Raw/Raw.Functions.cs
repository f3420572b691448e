namespace SQLitePCL;

public static unsafe partial class raw
{
    public static int sqlite3_create_function(sqlite3 db, string name, int arity, object? state, delegate_function_scalar? function) =>
        sqlite3_create_function(db, name, arity, 0, state, function);

    /// <summary>Adds a scalar function, or removes it when <paramref name="function"/> is null; <paramref name="arity"/> -1 takes any number of arguments.</summary>
    public static int sqlite3_create_function(sqlite3 db, string name, int arity, int flags, object? state, delegate_function_scalar? function)
    {
        if (function is null) return RemoveFunction(db, name, arity, flags);
        var held = CallbackState.New(new CallbackState.Scalar(function, state));
        return Native.sqlite3_create_function_v2(
            db, name, arity, Utf8Encoding | flags, held, &Callbacks.OnScalar, null, null, &Callbacks.OnDestroy);
    }

    public static int sqlite3_create_function(
        sqlite3 db, string name, int arity, object? state, delegate_function_aggregate_step? step, delegate_function_aggregate_final? final) =>
        sqlite3_create_function(db, name, arity, 0, state, step, final);

    /// <summary>Adds an aggregate function, or removes it when a delegate is null.</summary>
    public static int sqlite3_create_function(
        sqlite3 db, string name, int arity, int flags, object? state, delegate_function_aggregate_step? step, delegate_function_aggregate_final? final)
    {
        if (step is null || final is null) return RemoveFunction(db, name, arity, flags);
        var held = CallbackState.New(new CallbackState.Aggregate(step, final, state));
        return Native.sqlite3_create_function_v2(
            db, name, arity, Utf8Encoding | flags, held, null, &Callbacks.OnStep, &Callbacks.OnFinal, &Callbacks.OnDestroy);
    }

    /// <summary>Adds a collation, or removes it when <paramref name="compare"/> is null.</summary>
    public static int sqlite3_create_collation(sqlite3 db, string name, object? state, strdelegate_collation? compare)
    {
        if (compare is null) return Native.sqlite3_create_collation_v2(db, name, Utf8Encoding, 0, null, null);
        var held = CallbackState.New(new CallbackState.Collation(compare, state));
        var rc = Native.sqlite3_create_collation_v2(db, name, Utf8Encoding, held, &Callbacks.OnCompare, &Callbacks.OnDestroy);
        if (rc != SQLITE_OK) CallbackState.Free(held); // unlike create_function_v2, this one does not call destroy when it fails
        return rc;
    }

    private static int RemoveFunction(sqlite3 db, string name, int arity, int flags) =>
        Native.sqlite3_create_function_v2(db, name, arity, Utf8Encoding | flags, 0, null, null, null, null);
}
