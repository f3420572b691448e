namespace SQLitePCL;

public static unsafe partial class raw
{
    public static void sqlite3_result_null(sqlite3_context context) => Native.sqlite3_result_null(context.Pointer);

    public static void sqlite3_result_int64(sqlite3_context context, long value) => Native.sqlite3_result_int64(context.Pointer, value);

    public static void sqlite3_result_double(sqlite3_context context, double value) => Native.sqlite3_result_double(context.Pointer, value);

    public static void sqlite3_result_error_code(sqlite3_context context, int rc) => Native.sqlite3_result_error_code(context.Pointer, rc);

    public static void sqlite3_result_error(sqlite3_context context, string message) => ResultError(context.Pointer, message);

    public static void sqlite3_result_text(sqlite3_context context, string? value)
    {
        if (value is null)
        {
            Native.sqlite3_result_null(context.Pointer);
            return;
        }
        using var text = new Utf8Buffer(value, stackalloc byte[Utf8Buffer.StackSize]);
        fixed (byte* pointer = text.Bytes) Native.sqlite3_result_text(context.Pointer, pointer, text.Length, Native.Transient);
    }

    /// <summary>Answers with bytes; none is an empty blob, not NULL.</summary>
    public static void sqlite3_result_blob(sqlite3_context context, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            Native.sqlite3_result_zeroblob(context.Pointer, 0);
            return;
        }
        fixed (byte* pointer = value) Native.sqlite3_result_blob(context.Pointer, pointer, value.Length, Native.Transient);
    }

    public static int sqlite3_value_type(sqlite3_value value) => Native.sqlite3_value_type(value.Pointer);

    public static long sqlite3_value_int64(sqlite3_value value) => Native.sqlite3_value_int64(value.Pointer);

    public static double sqlite3_value_double(sqlite3_value value) => Native.sqlite3_value_double(value.Pointer);

    public static ReadOnlySpan<byte> sqlite3_value_blob(sqlite3_value value)
    {
        var pointer = Native.sqlite3_value_blob(value.Pointer);
        return new(pointer, pointer is null ? 0 : Native.sqlite3_value_bytes(value.Pointer));
    }

    public static utf8z sqlite3_value_text(sqlite3_value value)
    {
        var pointer = Native.sqlite3_value_text(value.Pointer);
        return utf8z.FromPointer(pointer, pointer is null ? 0 : Native.sqlite3_value_bytes(value.Pointer));
    }

    internal static void ResultError(nint context, string message)
    {
        using var text = new Utf8Buffer(message, stackalloc byte[Utf8Buffer.StackSize]);
        fixed (byte* pointer = text.Bytes) Native.sqlite3_result_error(context, pointer, text.Length);
    }
}
