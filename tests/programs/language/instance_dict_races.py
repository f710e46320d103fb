# krait: timed
# Attributes are read while another thread asks for the __dict__ of the same object: each is there at
# every moment.
import _thread

NAMES = ["a%d" % i for i in range(24)]


class Record:
    def __init__(self):
        self.a0 = 0
        for number, name in enumerate(NAMES):
            setattr(self, name, number)


def read(turn, done):
    missed = 0
    while not done:
        record = turn[0]
        for number, name in enumerate(NAMES):
            try:
                if getattr(record, name) != number or record.a23 != 23:
                    missed += 1
            except AttributeError:
                missed += 1
    return missed


def reader(turn, done, results, finished):
    results.append(read(turn, done))
    finished.release()


turn, done, results, locks = [Record()], [], [], []
for _ in range(2):
    locks.append(_thread.allocate_lock())
    locks[-1].acquire()
    _thread.start_new_thread(reader, (turn, done, results, locks[-1]))
sizes = set()
for _ in range(3000):
    turn[0] = record = Record()
    sizes.add(len(record.__dict__))
done.append(True)
for lock in locks:
    lock.acquire()
print(sizes, results)
