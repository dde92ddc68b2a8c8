"""The shapes of DeviceReport in PyTorch, float32: without TF32 unless argument 2 is tf32. Argument 1: file for the JSON."""
import json, statistics, sys, time, torch
tf32 = len(sys.argv) > 2 and sys.argv[2] == 'tf32'
torch.backends.cuda.matmul.allow_tf32 = tf32
torch.backends.cudnn.allow_tf32 = tf32
objects = []

def add(name, **figures):
    objects.append(dict(name=name, **{k: float('%.4g' % v) if isinstance(v, float) else v for k, v in figures.items()}))
    print(json.dumps(objects[-1]), flush=True)

def nanos(work, n):
    start = time.perf_counter_ns()
    for _ in range(n): work()
    torch.cuda.synchronize()
    return time.perf_counter_ns() - start

def seconds(work):
    for _ in range(3): nanos(work, 1)
    n = int(min(2000, 30e6 // max(1, nanos(work, 1)) + 1))
    nanos(work, n)
    return 1e-9 * statistics.median(nanos(work, n) for _ in range(9)) / n

def product(layout, n, k, m):
    a = torch.rand((k, n) if layout[0] == 'T' else (n, k), device='cuda') - .5
    b = torch.rand((m, k) if layout[1] == 'T' else (k, m), device='cuda') - .5
    x, y = (a.T if layout[0] == 'T' else a), (b.T if layout[1] == 'T' else b)
    c = torch.empty((n, m), device='cuda')
    t = seconds(lambda: torch.mm(x, y, out=c))
    i, j = torch.randint(n, (64,)), torch.randint(m, (64,))
    terms = x[i].double() * y[:, j].T.double()
    add(f'{layout} {n}x{k}x{m}', gflops=2e-9 * n * k * m / t,
        error=float(((c[i, j].double() - terms.sum(1)).abs() / terms.abs().sum(1)).max()))

def step(inputs, width, depth, batch):
    layers, size = [], inputs
    for _ in range(depth): layers += [torch.nn.Linear(size, width), torch.nn.Sigmoid()]; size = width
    net = torch.nn.Sequential(*layers, torch.nn.Linear(size, 10)).cuda()
    data = torch.rand(8192, inputs, device='cuda') - .5
    labels = torch.arange(8192, device='cuda') % 10
    loss_of = torch.nn.CrossEntropyLoss()
    sgd = torch.optim.SGD(net.parameters(), lr=.1)
    index = [torch.arange(s * batch, (s + 1) * batch).pin_memory() for s in range(8192 // batch)]
    at = torch.zeros(batch, dtype=torch.long, device='cuda')
    count = [0]
    def body():
        sgd.zero_grad(set_to_none=True)
        loss_of(net(data[at]), labels[at]).backward()
        sgd.step()
    def bring():
        at.copy_(index[count[0] % len(index)], non_blocking=True); count[0] += 1
    def eager(): bring(); body()
    name = f'{inputs}-[{width}]x{depth}-10 batch {batch}'
    t = seconds(eager)
    add(name, samplesPerSecond=batch / t, microseconds=1e6 * t)
    side = torch.cuda.Stream(); side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3): eager()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    sgd.zero_grad(set_to_none=True)
    with torch.cuda.graph(graph): body()
    def replay(): bring(); graph.replay()
    t = seconds(replay)
    add(name + ' graph', samplesPerSecond=batch / t, microseconds=1e6 * t)

add('device', device=torch.cuda.get_device_name(), torch=torch.__version__, tf32=str(tf32))
for batch in 128, 1024, 8192: step(784, 512, 2, batch)
step(1024, 1024, 8, 256)
step(1024, 1024, 8, 4096)
for side in 512, 1024, 2048, 4096, 8192:
    for layout in 'NN', 'TN', 'NT': product(layout, side, side, side)
for batch in 128, 1024, 8192:
    product('NN', batch, 784, 512); product('TN', 784, batch, 512); product('NT', batch, 512, 784); product('NN', batch, 512, 10)
    product('TN', 512, batch, 512); product('TN', 512, batch, 10)
product('NN', 4096, 1024, 1024); product('TN', 1024, 4096, 1024); product('NT', 4096, 1024, 1024)
if not tf32:
    n = 1 << 26
    x, y, m = torch.rand(n, device='cuda'), torch.empty(n, device='cuda'), torch.rand(8192, 8192, device='cuda')
    for name, size, work in (('copy', 8, lambda: y.copy_(x)), ('scale', 8, lambda: torch.mul(x, 2, out=y)), ('sigmoid', 8, lambda: torch.sigmoid(x, out=y)),
                             ('sum of all', 4, lambda: x.sum()), ('sum of columns', 4, lambda: m.sum(0)), ('sum of rows', 4, lambda: m.sum(1))):
        add(name, gigabytesPerSecond=1e-9 * size * n / seconds(work))
    h = torch.rand(n).pin_memory()
    add('host to device pinned', gigabytesPerSecond=4e-9 * n / seconds(lambda: x.copy_(h)))
    add('device to host pinned', gigabytesPerSecond=4e-9 * n / seconds(lambda: h.copy_(x)))
json.dump(objects, open(sys.argv[1], 'w'), indent=0)
