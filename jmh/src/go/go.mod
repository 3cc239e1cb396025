module tid/jmh

go 1.19

require (
	github.com/Jeffail/tunny v0.1.4
	github.com/panjf2000/ants/v2 v2.9.1
)
