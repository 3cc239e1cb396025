// What the articles' ways to bound goroutines cost, to be read beside ExecutorBenchmark, whose shapes these are:
//
//	go mod tidy && go test -bench . -count 5
package jmh

import (
	"sync"
	"testing"

	"github.com/Jeffail/tunny"
	"github.com/panjf2000/ants/v2"
)

const (
	limit   = 10
	workers = 2
)

// The articles' LIMIT_G_NUM: a channel of places, a goroutine for each task.
func start(places chan struct{}, done *sync.WaitGroup, task func()) {
	places <- struct{}{}
	done.Add(1)
	go func() {
		defer func() {
			<-places
			done.Done()
		}()
		task()
	}()
}

func BenchmarkSubmitAndGetChannel(b *testing.B) {
	places := make(chan struct{}, limit)
	var done sync.WaitGroup
	result := make(chan int)
	for i := 0; i < b.N; i++ {
		start(places, &done, func() { result <- limit })
		<-result
	}
	done.Wait()
}

func BenchmarkExecuteAtTheLimitChannel(b *testing.B) {
	places := make(chan struct{}, limit)
	var done sync.WaitGroup
	for i := 0; i < b.N; i++ {
		start(places, &done, func() {})
	}
	done.Wait()
}

func BenchmarkSubmitAndGetAnts(b *testing.B) {
	pool, err := ants.NewPool(limit)
	if err != nil {
		b.Fatal(err)
	}
	defer pool.Release()
	result := make(chan int)
	for i := 0; i < b.N; i++ {
		if err := pool.Submit(func() { result <- limit }); err != nil {
			b.Fatal(err)
		}
		<-result
	}
}

func BenchmarkExecuteAtTheLimitAnts(b *testing.B) {
	pool, err := ants.NewPool(limit)
	if err != nil {
		b.Fatal(err)
	}
	defer pool.Release()
	var done sync.WaitGroup
	for i := 0; i < b.N; i++ {
		done.Add(1)
		if err := pool.Submit(done.Done); err != nil {
			b.Fatal(err)
		}
	}
	done.Wait()
}

func BenchmarkProcessTunny(b *testing.B) {
	pool := tunny.NewFunc(workers, func(input interface{}) interface{} { return input })
	defer pool.Close()
	for i := 0; i < b.N; i++ {
		pool.Process(workers)
	}
}
