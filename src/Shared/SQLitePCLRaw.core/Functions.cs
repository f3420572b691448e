namespace SQLitePCL;

/// <summary>Compares two texts: negative, zero or positive.</summary>
public delegate int strdelegate_collation(object? user_data, string s1, string s2);

/// <summary>One call of a scalar function; the answer goes to <c>sqlite3_result_*</c>.</summary>
public delegate void delegate_function_scalar(sqlite3_context ctx, object? user_data, sqlite3_value[] args);

/// <summary>One row of an aggregate function.</summary>
public delegate void delegate_function_aggregate_step(sqlite3_context ctx, object? user_data, sqlite3_value[] args);

/// <summary>The end of an aggregation; also called when there was no row.</summary>
public delegate void delegate_function_aggregate_final(sqlite3_context ctx, object? user_data);

/// <summary>Called after a transaction was rolled back.</summary>
public delegate void delegate_rollback(object? user_data);

/// <summary>One call of a user-defined function, or one whole aggregation.</summary>
public sealed class sqlite3_context
{
    /// <summary>What an aggregate keeps between its steps.</summary>
    public object? state;

    internal nint Pointer;
}

/// <summary>An argument of a user-defined function; valid only during the call.</summary>
public sealed class sqlite3_value
{
    internal readonly nint Pointer;

    internal sqlite3_value(nint pointer) => Pointer = pointer;
}
