package dev.pullback.opencl.driver;

import static org.lwjgl.system.MemoryUtil.NULL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.lwjgl.opencl.CL10;
import org.lwjgl.opencl.CL11;
import org.lwjgl.system.MemoryUtil;

/** Creates OpenCL objects through LWJGL. Rare calls, so their arguments may be allocated. */
final class LwjglObjects {

    private LwjglObjects() {}

    static long context(long platform, long device) {
        ClChecks.platform(platform, "clCreateContext");
        ClChecks.device(device, "clCreateContext");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment properties =
                    arena.allocateFrom(ValueLayout.JAVA_LONG, CL10.CL_CONTEXT_PLATFORM, platform, 0L);
            MemorySegment devices = arena.allocateFrom(ValueLayout.JAVA_LONG, device);
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            long context =
                    CL10.nclCreateContext(properties.address(), 1, devices.address(), NULL, NULL, status.address());
            return created("clCreateContext", context, status, "");
        }
    }

    static long queue(long context, long device, boolean profiling) {
        ClChecks.handle(HandleKind.CONTEXT, context, "clCreateCommandQueue");
        ClChecks.device(device, "clCreateCommandQueue");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            long properties = profiling ? CL10.CL_QUEUE_PROFILING_ENABLE : 0;
            long queue = CL10.nclCreateCommandQueue(context, device, properties, status.address());
            return created("clCreateCommandQueue", queue, status, "");
        }
    }

    static long buffer(long context, long flags, long bytes) {
        ClChecks.handle(HandleKind.CONTEXT, context, "clCreateBuffer");
        ClChecks.range(0, bytes, "clCreateBuffer");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            long buffer = CL10.nclCreateBuffer(context, flags, bytes, NULL, status.address());
            return created("clCreateBuffer", buffer, status, bytes + " bytes");
        }
    }

    static long subBuffer(long buffer, long origin, long bytes) {
        String call = "clCreateSubBuffer";
        ClChecks.handle(HandleKind.BUFFER, buffer, call);
        ClChecks.range(origin, bytes, call);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment region = arena.allocateFrom(ValueLayout.JAVA_LONG, origin, bytes);
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            long part = CL11.nclCreateSubBuffer(
                    buffer, 0, CL11.CL_BUFFER_CREATE_TYPE_REGION, region.address(), status.address());
            return created(call, part, status, bytes + " bytes at offset " + origin);
        }
    }

    static MemorySegment mapped(long queue, long buffer, long bytes) {
        String call = "clEnqueueMapBuffer";
        ClChecks.handle(HandleKind.QUEUE, queue, call);
        ClChecks.handle(HandleKind.BUFFER, buffer, call);
        ClChecks.mapped(bytes, call);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            long flags = CL10.CL_MAP_READ | CL10.CL_MAP_WRITE;
            long address = CL10.nclEnqueueMapBuffer(queue, buffer, 1, flags, 0, bytes, 0, NULL, NULL, status.address());
            created(call, address, status, bytes + " bytes");
            return MemorySegment.ofBuffer(MemoryUtil.memByteBuffer(address, (int) bytes));
        }
    }

    static long program(LwjglQueries queries, long context, long device, String source, String options) {
        ClChecks.handle(HandleKind.CONTEXT, context, "clCreateProgramWithSource");
        ClChecks.device(device, "clBuildProgram");
        try (Arena arena = Arena.ofConfined()) {
            byte[] utf8 = source.getBytes(StandardCharsets.UTF_8);
            MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, utf8);
            MemorySegment texts = arena.allocateFrom(ValueLayout.JAVA_LONG, text.address());
            MemorySegment lengths = arena.allocateFrom(ValueLayout.JAVA_LONG, utf8.length);
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            long program = created(
                    "clCreateProgramWithSource",
                    CL10.nclCreateProgramWithSource(context, 1, texts.address(), lengths.address(), status.address()),
                    status,
                    utf8.length + " bytes of source");
            MemorySegment devices = arena.allocateFrom(ValueLayout.JAVA_LONG, device);
            int built = CL10.nclBuildProgram(
                    program, 1, devices.address(), arena.allocateFrom(options).address(), NULL, NULL);
            if (built != ClStatus.SUCCESS) {
                try {
                    throw new ClBuildException(built, source, options, queries.buildLog(program, device));
                } finally {
                    CL10.clReleaseProgram(program);
                }
            }
            return program;
        }
    }

    static long kernel(long program, String name) {
        ClChecks.handle(HandleKind.PROGRAM, program, "clCreateKernel");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            long kernel = CL10.nclCreateKernel(program, arena.allocateFrom(name).address(), status.address());
            return created("clCreateKernel", kernel, status, "kernel " + name);
        }
    }

    private static long created(String call, long handle, MemorySegment status, String detail) {
        int code = status.get(ValueLayout.JAVA_INT, 0);
        if (code != ClStatus.SUCCESS) {
            throw new ClException(call, code, detail);
        }
        return handle;
    }
}
