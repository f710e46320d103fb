# category: interpreter-bound
# A toy operating system: tasks of several kinds pass messages through queues under a
# priority scheduler. Class-heavy code with many small methods and identity tests.

READY, WAITING, DONE = 0, 1, 2


class Message:
    def __init__(self, kind, payload, reply_to):
        self.kind = kind
        self.payload = payload
        self.reply_to = reply_to
        self.next = None


class Mailbox:
    def __init__(self):
        self.first = None
        self.last = None
        self.size = 0

    def put(self, message):
        message.next = None
        if self.last is None:
            self.first = message
        else:
            self.last.next = message
        self.last = message
        self.size += 1

    def take(self):
        message = self.first
        if message is not None:
            self.first = message.next
            if self.first is None:
                self.last = None
            self.size -= 1
        return message


class Task:
    def __init__(self, scheduler, name, priority):
        self.scheduler = scheduler
        self.name = name
        self.priority = priority
        self.state = READY
        self.mailbox = Mailbox()
        self.steps = 0
        scheduler.add(self)

    def send(self, target, kind, payload):
        self.scheduler.deliver(target, Message(kind, payload, self))

    def run(self):
        self.steps += 1
        message = self.mailbox.take()
        if message is None and self.needs_message():
            self.state = WAITING
            return
        self.step(message)

    def needs_message(self):
        return True


class Idler(Task):
    def __init__(self, scheduler, budget):
        super().__init__(scheduler, "idle", 0)
        self.budget = budget
        self.seed = 1

    def needs_message(self):
        return False

    def step(self, message):
        self.budget -= 1
        self.seed = (self.seed >> 1) ^ 0xD008 if self.seed & 1 else self.seed >> 1
        targets = self.scheduler.workers
        self.send(targets[self.seed % len(targets)], "job", self.seed & 63)
        if self.budget == 0:
            self.state = DONE


class Worker(Task):
    def __init__(self, scheduler, name, priority, device):
        super().__init__(scheduler, name, priority)
        self.device = device
        self.handled = 0

    def step(self, message):
        if message.kind == "job":
            work = message.payload
            for _ in range(3):
                work = (work * 5 + 3) & 127
            self.send(self.device, "io", work)
        else:
            self.handled += message.payload


class Device(Task):
    def __init__(self, scheduler, name, priority):
        super().__init__(scheduler, name, priority)
        self.transferred = 0
        self.held = None

    def step(self, message):
        if self.held is None:
            self.held = message
        else:
            held, self.held = self.held, None
            self.transferred += held.payload + message.payload
            self.send(held.reply_to, "done", held.payload)
            self.send(message.reply_to, "done", message.payload)


class Scheduler:
    def __init__(self):
        self.tasks = []
        self.workers = []
        self.switches = 0

    def add(self, task):
        self.tasks.append(task)
        self.tasks.sort(key=lambda t: -t.priority)

    def deliver(self, target, message):
        target.mailbox.put(message)
        if target.state is WAITING:
            target.state = READY

    def pick(self):
        for task in self.tasks:
            if task.state is READY:
                return task
        return None

    def run(self):
        task = self.pick()
        while task is not None:
            self.switches += 1
            task.run()
            task = self.pick()


def main():
    scheduler = Scheduler()
    devices = [Device(scheduler, "disk", 5), Device(scheduler, "net", 6)]
    scheduler.workers = [Worker(scheduler, "w%d" % n, 2 + n, devices[n % 2]) for n in range(3)]
    Idler(scheduler, 110000)
    scheduler.run()
    print("task_scheduler", scheduler.switches, [t.steps for t in scheduler.tasks],
          [w.handled for w in scheduler.workers], [d.transferred for d in devices])


main()
